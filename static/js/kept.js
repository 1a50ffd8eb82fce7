/*
 * What somebody remembers, in this browser alone: an array of { key, name } in the order in which
 * they were remembered. Each kind of thing has its own store.
 */
const MOST = 60;

export function keptIn(store) {
  /** What is remembered; empty where the browser keeps nothing. */
  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(store) ?? "[]");
      return Array.isArray(found) ? found.filter((one) => Number.isSafeInteger(one?.key)).slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  const isKept = (key) => kept().some((one) => one.key === key);

  /** Remembers what is not, forgets what is; says whether it is remembered afterwards. */
  function toggle(key, name) {
    const rest = kept().filter((one) => one.key !== key);
    const isNew = !isKept(key);
    write(isNew ? [...rest, { key, name }] : rest);
    return isKept(key);
  }

  function forget(keys) {
    write(kept().filter((one) => !keys.includes(one.key)));
  }

  function write(list) {
    try {
      localStorage.setItem(store, JSON.stringify(list.slice(-MOST)));
    } catch {
      // A browser that keeps nothing: the heart stays empty.
    }
  }

  return { kept, isKept, toggle, forget };
}
