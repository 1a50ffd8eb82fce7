/* A drawer in the browser's IndexedDB; without one (some private windows) it forgets with the page. */

export const [KNOWLEDGE, CARDS] = ["knowledge", "cards"];
const VERSION = 1;
const CUPBOARD = { database: "ehrenamtskarte", drawers: [KNOWLEDGE, CARDS] };

/**
 * The drawer of that name; whatever IndexedDB can keep goes into it, keys of WebCrypto, too.
 * `cupboard` names the database and all of its drawers.
 */
export async function openDrawer(name, cupboard = CUPBOARD) {
  try {
    return new Drawer(await opened(cupboard), name);
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

  /** All of them as `{ key, value }`, in the order of their keys. */
  async entries() {
    const asked = {};
    await this.#do("readonly", (store) => {
      asked.keys = store.getAllKeys();
      return (asked.values = store.getAll());
    });
    return asked.keys.result.map((key, place) => ({ key, value: asked.values.result[place] }));
  }

  put(key, value) {
    return this.#do("readwrite", (store) => store.put(value, key));
  }

  /** Put the value behind all others; its key, a number. */
  add(value) {
    return this.#do("readwrite", (store) => store.add(value));
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

  /** Put `change(value)` for the value that is there; nothing where none is. */
  replace(key, change) {
    return this.#do("readwrite", (store) => {
      const asked = store.get(key);
      asked.onsuccess = () => {
        if (asked.result !== undefined) {
          store.put(change(asked.result), key);
        }
      };
      return asked;
    });
  }

  #do(mode, work) {
    const { promise, resolve, reject } = promised();
    // What was said to be kept is on the disk, even if the phone goes out the next moment.
    const transaction = this.database.transaction(this.name, mode, { durability: "strict" });
    const request = work(transaction.objectStore(this.name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
    return promise;
  }
}

class Forgetful {
  #content = new Map();
  #next = 0;
  lasts = false;

  async get(key) {
    return this.#content.get(key);
  }

  async all() {
    return [...this.#content.values()];
  }

  async entries() {
    return [...this.#content].map(([key, value]) => ({ key, value }));
  }

  async put(key, value) {
    this.#content.set(key, value);
  }

  async add(value) {
    this.#next += 1;
    this.#content.set(this.#next, value);
    return this.#next;
  }

  async replace(key, change) {
    if (this.#content.has(key)) {
      this.#content.set(key, change(this.#content.get(key)));
    }
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

function opened({ database, drawers }) {
  const { promise, resolve, reject } = promised();
  const request = indexedDB.open(database, VERSION);
  request.onupgradeneeded = () => {
    for (const name of drawers) {
      request.result.createObjectStore(name, { autoIncrement: true });
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
