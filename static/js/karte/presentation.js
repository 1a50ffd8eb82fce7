/* The phone's side: a key that never leaves it, and the code that it shows (EK2). */

import { encode } from "./cbor.js";
import { ISSUED_AT } from "./claims.js";
import { KCWT, cryptography, sign } from "./cose.js";

/** A pair of keys whose private half can't be extracted; IndexedDB keeps it as it is. */
export function makeHolderKey() {
  return cryptography().generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
}

/** The public half as JWK, for the server to certify. */
export function publicJwk({ publicKey }) {
  return cryptography().exportKey("jwk", publicKey);
}

/** An EK2: the bytes of `credential` (an EK1 with this key inside), signed at `now` (a Date). */
export function signPresentation(credential, { privateKey }, now) {
  const seconds = Math.floor(now.getTime() / 1000);
  return sign(new Map([[KCWT, credential]]), encode(new Map([[ISSUED_AT, seconds]])), privateKey);
}

/**
 * That this phone has the card whose code has the id `id`, in hexadecimal: seconds and signature
 * (base64url), twin of ehrenamtskarte/wallet/access.py. No till is ever shown such a signature.
 */
export async function proveForWallet(id, { privateKey }, now) {
  const seconds = Math.floor(now.getTime() / 1000);
  const statement = new TextEncoder().encode(`ehrenamtskarte wallet ${id} ${seconds}`);
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const signature = new Uint8Array(await cryptography().sign(algorithm, privateKey, statement));
  const text = btoa(String.fromCharCode(...signature));
  return { seconds, signature: text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") };
}
