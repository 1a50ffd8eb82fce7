/* What an issuer says of a card: twin of ehrenamtskarte/credential/claims.py. */

import { decode } from "./cbor.js";
import { publicKeyOf } from "./cose.js";
import { CredentialError } from "./errors.js";

export const [EXPIRES, NOT_BEFORE, ISSUED_AT, CWT_ID, CONFIRMATION, CARD] = [4, 5, 6, 7, 8, -65537];
export const STANDARD = 0;
export const JUBILEE = 1;

const COSE_KEY = 1;
const [KEY_TYPE, CURVE, X, Y] = [1, -1, -2, -3];
const [EC2, P256] = [2, 1];
const CWT_ID_LENGTH = 8;
const MAX_NAME_BYTES = 31;
const MAX_STATUS_INDEX = 2 ** 24 - 1;
const MAX_SECONDS = 253_402_300_799; // the last second of the year 9999
/* Controls, and the marks that turn the direction of writing. */
const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

const BERLIN = new Intl.DateTimeFormat("en", {
  timeZone: "Europe/Berlin",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/**
 * The claims of an EK1's payload: `{ cti, name, cardType, statusIndex, expires, notBefore,
 * validUntil, validFrom, holderKey }`. Moments are Dates, days are "2028-12-31", what is not said
 * is null; `holderKey` is a point. Claims that nobody here knows are passed over (RFC 8392, 3).
 * Throws "malformed", "bad_claims", "bad_key".
 */
export async function readClaims(payload) {
  const found = readClaimSet(payload);
  const [cti, card] = [found.get(CWT_ID), found.get(CARD)];
  if (!(cti instanceof Uint8Array) || !Array.isArray(card) || card.length !== 3) {
    throw new CredentialError("bad_claims");
  }
  const [name, cardType, statusIndex] = card;
  if (typeof name !== "string" || ![STANDARD, JUBILEE].includes(cardType)) {
    throw new CredentialError("bad_claims");
  }
  if (typeof statusIndex !== "number") {
    throw new CredentialError("bad_claims");
  }
  const expires = found.has(EXPIRES) ? momentOf(found.get(EXPIRES)) : null;
  const notBefore = found.has(NOT_BEFORE) ? momentOf(found.get(NOT_BEFORE)) : null;
  const holderKey = found.has(CONFIRMATION) ? readHolderKey(found.get(CONFIRMATION)) : null;
  if (cti.length !== CWT_ID_LENGTH || statusIndex < 0 || statusIndex > MAX_STATUS_INDEX) {
    throw new CredentialError("bad_claims");
  }
  if (!isPrintableName(name)) {
    throw new CredentialError("bad_claims");
  }
  if (holderKey !== null) {
    await publicKeyOf(holderKey);
  }
  const [validUntil, validFrom] = [dayOf(expires), dayOf(notBefore)];
  return { cti, name, cardType, statusIndex, expires, notBefore, validUntil, validFrom, holderKey };
}

export function readClaimSet(payload) {
  const found = decode(payload);
  if (!(found instanceof Map)) {
    throw new CredentialError("bad_claims");
  }
  return found;
}

/** The moment of a NumericDate in whole seconds, up to the year 9999. Throws "bad_claims". */
export function momentOf(item) {
  if (typeof item !== "number" || item < 0 || item > MAX_SECONDS) {
    throw new CredentialError("bad_claims");
  }
  return new Date(1000 * item);
}

function dayOf(moment) {
  if (moment === null) {
    return null;
  }
  const parts = Object.fromEntries(BERLIN.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}

function isPrintableName(name) {
  const { length } = new TextEncoder().encode(name);
  return length >= 1 && length <= MAX_NAME_BYTES && !UNPRINTABLE.test(name);
}

function readHolderKey(item) {
  const key = item instanceof Map && item.size === 1 ? item.get(COSE_KEY) : null;
  if (!(key instanceof Map) || key.size !== 4) {
    throw new CredentialError("bad_key");
  }
  const [x, y] = [key.get(X), key.get(Y)];
  const isPoint = x instanceof Uint8Array && y instanceof Uint8Array;
  if (key.get(KEY_TYPE) !== EC2 || key.get(CURVE) !== P256 || !isPoint) {
    throw new CredentialError("bad_key");
  }
  return Uint8Array.of(4, ...x, ...y);
}
