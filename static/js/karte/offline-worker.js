/*
 * The service worker of a page that comes up without network (ehrenamtskarte/offline.py).
 * The script that loads this one says in `self.offline`: `page`, its address; `files`, all that it
 * loads; `kind` and `version`. Files of one version are kept together or not at all.
 */

const { kind, version, page, files } = self.offline;
const SHELF = `${kind}-${version}`;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (method !== "GET" || origin !== location.origin) {
    return;
  }
  if (mode === "navigate" ? pathname === page : files.includes(pathname + search)) {
    event.respondWith(kept(event.request, mode === "navigate" ? page : pathname + search));
  }
});

async function fill() {
  const shelf = await caches.open(SHELF);
  await shelf.addAll([page, ...files].map((address) => new Request(address, { cache: "reload" })));
}

async function tidy() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(`${kind}-`) && name !== SHELF);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(request, address) {
  const shelf = await caches.open(SHELF);
  return (await shelf.match(address)) ?? fetch(request);
}
