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
