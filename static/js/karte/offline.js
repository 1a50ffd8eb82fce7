/* Lets a page come up without network; where the browser can't, the page works as any other. */

/** `worker` is the address of the page's service worker, `scope` the only address it answers for. */
export function workOffline({ worker, scope }) {
  navigator.serviceWorker?.register(worker, { scope }).catch(() => {});
}
