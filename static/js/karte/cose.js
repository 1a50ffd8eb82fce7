/* COSE_Sign1 (RFC 9052, 4.2) with ES256: twin of ehrenamtskarte/credential/cose.py. */

import { decode, encode } from "./cbor.js";
import { CredentialError } from "./errors.js";

export const [ALGORITHM, CRITICAL, KEY_ID, KCWT, TYPE] = [1, 2, 4, 13, 16];
export const SIGN1_TAG = 0xd2;
const ES256 = -7;
const SIGNATURE_LENGTH = 64;
const POINT_LENGTH = 65;
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };

/** WebCrypto, which browsers offer over https (and on the own machine) only. */
export function cryptography() {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) {
    throw new CredentialError("not_supported");
  }
  return subtle;
}

/** The key that an uncompressed point of P-256 is. Throws "bad_key". */
export async function publicKeyOf(point) {
  const subtle = cryptography();
  try {
    if (point.length !== POINT_LENGTH || point[0] !== 4) {
      throw new CredentialError("bad_key");
    }
    return await subtle.importKey("raw", point, CURVE, true, ["verify"]);
  } catch {
    throw new CredentialError("bad_key");
  }
}

/** A message as it was read; nothing in it is believed before `isSignedBy`. */
class Sign1 {
  constructor(protectedHeader, header, payload, signature) {
    Object.assign(this, { protectedHeader, header, payload, signature });
  }

  isSignedBy(publicKey) {
    const signed = toBeSigned(this.protectedHeader, this.payload);
    return cryptography().verify(SIGNING, publicKey, this.signature, signed);
  }
}

/**
 * The message that the bytes are, its signature not yet checked.
 * With `unsignedHeader` there may be header parameters that nobody signed; nobody looks at them.
 * Throws "malformed"; "not_supported" for another algorithm and for a critical header parameter.
 */
export function readSign1(data, { unsignedHeader = false } = {}) {
  const message = decode(data);
  if (!Array.isArray(message) || message.length !== 4) {
    throw new CredentialError("malformed");
  }
  const [protectedHeader, unprotected, payload, signature] = message;
  const areBytes = [protectedHeader, payload, signature].every((part) => part instanceof Uint8Array);
  if (!areBytes || !(unprotected instanceof Map)) {
    throw new CredentialError("malformed");
  }
  const header = decode(protectedHeader);
  if (!(header instanceof Map) || [...unprotected.keys()].some((name) => header.has(name))) {
    throw new CredentialError("malformed");
  }
  if (unprotected.size > 0 && !unsignedHeader) {
    throw new CredentialError("malformed");
  }
  if (header.get(ALGORITHM) !== ES256 || header.has(CRITICAL)) {
    throw new CredentialError("not_supported");
  }
  if (signature.length !== SIGNATURE_LENGTH) {
    throw new CredentialError("malformed");
  }
  return new Sign1(protectedHeader, header, payload, signature);
}

/** An untagged message; `header` (a Map) is protected and gets the algorithm added. */
export async function sign(header, payload, privateKey) {
  const protectedHeader = encode(new Map([[ALGORITHM, ES256], ...header]));
  const signed = toBeSigned(protectedHeader, payload);
  const signature = new Uint8Array(await cryptography().sign(SIGNING, privateKey, signed));
  return encode([protectedHeader, new Map(), payload, signature]);
}

function toBeSigned(protectedHeader, payload) {
  return encode(["Signature1", protectedHeader, new Uint8Array(), payload]);
}
