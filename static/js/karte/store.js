/* A drawer in the browser's IndexedDB; without one (some private windows) it forgets with the page. */

const DATABASE = "ehrenamtskarte";
const VERSION = 1;
export const [KNOWLEDGE, CARDS] = ["knowledge", "cards"];

/** The drawer of that name; whatever IndexedDB can keep goes into it, keys of WebCrypto, too. */
export async function openDrawer(name) {
  try {
    return new Drawer(await opened(), name);
  } catch {
    return new Forgetful();
  }
}

class Drawer {
  constructor(database, name) {
    Object.assign(this, { database, name, lasts: true });
  }

  get(key) {
    return this.#do("readonly", (store) => store.get(key));
  }

  all() {
    return this.#do("readonly", (store) => store.getAll());
  }

  put(key, value) {
    return this.#do("readwrite", (store) => store.put(value, key));
  }

  remove(key) {
    return this.#do("readwrite", (store) => store.delete(key));
  }

  /** Put the value unless `isWorse(value, old)`; nobody else writes in between. */
  improve(key, value, isWorse) {
    return this.#do("readwrite", (store) => {
      const asked = store.get(key);
      asked.onsuccess = () => {
        if (asked.result === undefined || !isWorse(value, asked.result)) {
          store.put(value, key);
        }
      };
      return asked;
    });
  }

  #do(mode, work) {
    const { promise, resolve, reject } = promised();
    const transaction = this.database.transaction(this.name, mode);
    const request = work(transaction.objectStore(this.name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
    return promise;
  }
}

class Forgetful {
  #content = new Map();
  lasts = false;

  async get(key) {
    return this.#content.get(key);
  }

  async all() {
    return [...this.#content.values()];
  }

  async put(key, value) {
    this.#content.set(key, value);
  }

  async remove(key) {
    this.#content.delete(key);
  }

  async improve(key, value, isWorse) {
    if (!this.#content.has(key) || !isWorse(value, this.#content.get(key))) {
      this.#content.set(key, value);
    }
  }
}

function opened() {
  const { promise, resolve, reject } = promised();
  const request = indexedDB.open(DATABASE, VERSION);
  request.onupgradeneeded = () => {
    for (const name of [KNOWLEDGE, CARDS]) {
      request.result.createObjectStore(name);
    }
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = request.onblocked = () => reject(request.error);
  return promise;
}

function promised() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}
