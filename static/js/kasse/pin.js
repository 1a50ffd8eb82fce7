/* The PIN of a till, checked in the device: PBKDF2 as Django writes it (hash_pin in Python). */

const ALGORITHM = "pbkdf2_sha256";
const FREE = 5; // wrong ones in a row that cost nothing
const WAIT = 30_000; // milliseconds after the next; twice as long after each more
const LONGEST = 15 * 60_000;

/** Whether `pin` is the one of which `kept` was made (`pbkdf2_sha256$iterations$salt$hash`). */
export async function isPin(pin, kept) {
  const [algorithm, iterations, salt, hash] = kept.split("$");
  if (algorithm !== ALGORITHM) {
    return false;
  }
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-256", salt: text.encode(salt), iterations: Number(iterations) },
    key,
    256,
  );
  return btoa(String.fromCharCode(...new Uint8Array(bits))) === hash;
}

/** How many milliseconds after the last of `wrong` wrong PINs in a row the next may be tried. */
export function waitAfter(wrong) {
  return wrong <= FREE ? 0 : Math.min(LONGEST, WAIT * 2 ** (wrong - FREE - 1));
}
