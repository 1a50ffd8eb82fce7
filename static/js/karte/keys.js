/* What a verifier knows of issuers: twin of ehrenamtskarte/credential/keys.py. */

import { cryptography, publicKeyOf } from "./cose.js";
import { CredentialError } from "./errors.js";

const MAX_KEYS = 1_000;
const MAX_TEXT = 100;
const ADDRESS = /^https?:\/\/[!-~]{1,200}$/;
const COORDINATE = /^[A-Za-z0-9_-]{43}$/;
/* What stands before a point of P-256 in a SubjectPublicKeyInfo (RFC 5480). */
const BEFORE_POINT = [
  0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
  0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/** Bytes as base64url without padding. */
export function toBase64(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** All that a verifier knows: keys as `{ kid, publicKey, issuer: { ags, name, association }, statusList }`. */
export class IssuerKeySet {
  #keys = [];

  /** Of two associations that name the same status list, it belongs to the one that comes first. */
  constructor(keys = []) {
    const owners = new Map();
    for (const key of keys) {
      const owner = owners.get(key.statusList) ?? key.issuer.association;
      owners.set(key.statusList, owner);
      if (owner === key.issuer.association) {
        this.#keys.push(key);
      }
    }
  }

  [Symbol.iterator]() {
    return this.#keys[Symbol.iterator]();
  }

  get size() {
    return this.#keys.length;
  }

  /** The keys of that name (bytes): one, or by chance several of different associations. */
  withKid(kid) {
    const text = toBase64(kid);
    return this.#keys.filter((key) => key.kid === text);
  }

  /** The keys that may sign the status list at that address. */
  ofList(address) {
    return this.#keys.filter((key) => key.statusList === address);
  }

  /**
   * The keys of a JWK set (RFC 7517) that was read already; wrong ones are passed over.
   * `association` says whose keys these are, whatever they say; only keys whose status list lies at
   * `origin` are taken, if it is given. Throws "bad_key_set".
   */
  static async fromJwks(document, { association = null, origin = null } = {}) {
    const jwks = document?.keys;
    if (!Array.isArray(jwks) || jwks.length > MAX_KEYS) {
      throw new CredentialError("bad_key_set");
    }
    const keys = [];
    for (const jwk of jwks) {
      try {
        const key = await readJwk(jwk, association);
        if (origin === null || key.statusList.startsWith(`${origin}/`)) {
          keys.push(key);
        }
      } catch (error) {
        if (error.code !== "bad_key") {
          throw error;
        }
      }
    }
    return new IssuerKeySet(keys);
  }
}

async function readJwk(jwk, association) {
  const { ags, name, association: said = "" } = jwk?.issuer ?? {};
  const { kty, crv, x, y, kid, alg = "ES256", use = "sig", status_list: statusList } = jwk ?? {};
  const issuer = { ags, name, association: association ?? said };
  const texts = [x, y, statusList, ...Object.values(issuer)];
  if (
    JSON.stringify([kty, crv, alg, use]) !== '["EC","P-256","ES256","sig"]' ||
    texts.some((text) => typeof text !== "string") ||
    ![x, y].every((half) => COORDINATE.test(half)) ||
    !/^[0-9]{8}$/.test(ags) ||
    name === "" ||
    [...name].length > MAX_TEXT ||
    [...issuer.association].length > MAX_TEXT ||
    !ADDRESS.test(statusList)
  ) {
    throw new CredentialError("bad_key");
  }
  const point = [4, ...fromBase64(x), ...fromBase64(y)];
  const publicKey = await publicKeyOf(Uint8Array.from(point));
  const info = Uint8Array.from([...BEFORE_POINT, ...point]);
  const digest = new Uint8Array(await cryptography().digest("SHA-256", info));
  if (kid !== toBase64(digest.subarray(0, 4))) {
    throw new CredentialError("bad_key");
  }
  return { kid, publicKey, issuer, statusList };
}
