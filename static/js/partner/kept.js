/*
 * The shops that somebody remembers, in this browser alone: an array of { key, name } in the order
 * in which they were remembered.
 */
const STORE = "partner-gemerkt";
const MOST = 60;

/** What is remembered; empty where the browser keeps nothing. */
export function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => Number.isSafeInteger(one?.key)).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export const isKept = (key) => kept().some((one) => one.key === key);

/** Remembers a shop that is not, forgets one that is; says whether it is remembered afterwards. */
export function toggle(key, name) {
  const rest = kept().filter((one) => one.key !== key);
  const isNew = !isKept(key);
  write(isNew ? [...rest, { key, name }] : rest);
  return isKept(key);
}

export function forget(keys) {
  write(kept().filter((one) => !keys.includes(one.key)));
}

function write(list) {
  try {
    localStorage.setItem(STORE, JSON.stringify(list.slice(-MOST)));
  } catch {
    // A browser that keeps nothing: the heart stays empty.
  }
}
