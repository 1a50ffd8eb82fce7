/* What is said at the till about a code: twin of ehrenamtskarte/credential/verdicts.py. */

import { ISSUED_AT, momentOf, readClaimSet, readClaims } from "./claims.js";
import { KCWT, KEY_ID, publicKeyOf, readSign1 } from "./cose.js";
import { CredentialError } from "./errors.js";
import { MAX_BYTES, PRESENTATION, readCode } from "./numerals.js";

const SECONDS = 1_000;
const PRESENTATION_LIFETIME = 60 * SECONDS;
const CLOCK_TOLERANCE = 60 * SECONDS;
const LIST_IS_FRESH = 24 * 60 * 60 * SECONDS;

/** The kinds of verdict and their colours. */
export const COLOURS = {
  valid: "green",
  valid_old_list: "yellow",
  not_yet_valid: "yellow",
  expired: "red",
  revoked: "red",
  forged: "red",
  screenshot: "red",
  unknown_issuer: "grey",
  clock_wrong: "grey",
  unreadable: "grey",
};

/* What else goes wrong is unreadable. */
const KINDS = {
  bad_signature: "forged",
  bound_alone: "forged",
  not_bound: "forged",
  unknown_issuer: "unknown_issuer",
};

/**
 * The verdict on a code, never rejected, whatever the code is:
 * `{ kind, colour, reason, claims, issuer, listAsOf, onPhone }`. `claims` and `issuer` are null
 * unless the signatures are genuine; `reason` then says what exactly was wrong.
 *
 * `code` is what a scanner read or the fragment of the address, or the bytes of an EK1 or EK2;
 * `keys` an IssuerKeySet; `lists` a Map of StatusLists by their address; `now` a Date.
 */
export async function judge(code, { keys, lists, now }) {
  try {
    return await judged(code, keys, lists, now.getTime());
  } catch (error) {
    if (!(error instanceof CredentialError)) {
      throw error;
    }
    return verdict(KINDS[error.code] ?? "unreadable", { reason: error.code });
  }
}

function verdict(kind, said) {
  const nothing = { reason: null, claims: null, issuer: null, listAsOf: null, onPhone: false };
  return { kind, colour: COLOURS[kind], ...nothing, ...said };
}

async function judged(code, keys, lists, now) {
  const outer = readMessage(code);
  const onPhone = outer.header.has(KCWT);
  const message = onPhone ? readSign1(bytesOf(outer.header.get(KCWT))) : outer;
  const [key, claims] = await readCredential(message, keys);
  if (!onPhone && claims.holderKey !== null) {
    throw new CredentialError("bound_alone");
  }
  const shownAt = onPhone ? await readPresentation(outer, claims) : null;
  const list = lists.get(key.statusList) ?? null;
  const kind = kindOf(claims, list, shownAt, now);
  return verdict(kind, { claims, issuer: key.issuer, listAsOf: list?.issuedAt ?? null, onPhone });
}

function readMessage(code) {
  if (code instanceof Uint8Array) {
    if (code.length > MAX_BYTES) {
      throw new CredentialError("too_large");
    }
    return readSign1(code);
  }
  const { version, data } = readCode(code);
  const message = readSign1(data);
  if (message.header.has(KCWT) !== (version === PRESENTATION)) {
    throw new CredentialError("malformed");
  }
  return message;
}

async function readCredential(message, keys) {
  if (message.header.has(KCWT)) {
    throw new CredentialError("malformed"); // a presentation inside of a presentation
  }
  const candidates = keys.withKid(bytesOf(message.header.get(KEY_ID)));
  if (candidates.length === 0) {
    throw new CredentialError("unknown_issuer");
  }
  for (const key of candidates) {
    if (await message.isSignedBy(key.publicKey)) {
      return [key, await readClaims(message.payload)];
    }
  }
  throw new CredentialError("bad_signature");
}

/* When the phone says to have made it, in milliseconds. */
async function readPresentation(presentation, claims) {
  if (claims.holderKey === null) {
    throw new CredentialError("not_bound");
  }
  if (!(await presentation.isSignedBy(await publicKeyOf(claims.holderKey)))) {
    throw new CredentialError("bad_signature");
  }
  const said = readClaimSet(presentation.payload);
  if (!said.has(ISSUED_AT)) {
    throw new CredentialError("bad_claims");
  }
  return momentOf(said.get(ISSUED_AT)).getTime();
}

function kindOf(claims, list, shownAt, now) {
  if (list?.isWithdrawn(claims.statusIndex)) {
    return "revoked";
  }
  // Nobody signs a list tomorrow: then the clock of whoever checks is slow. A code from the future
  // was not photographed either; one of both clocks is wrong.
  if (list !== null && list.issuedAt > now + CLOCK_TOLERANCE) {
    return "clock_wrong";
  }
  if (shownAt !== null && shownAt > now + PRESENTATION_LIFETIME) {
    return "clock_wrong";
  }
  if (shownAt !== null && shownAt < now - PRESENTATION_LIFETIME) {
    return "screenshot";
  }
  if (claims.expires !== null && claims.expires <= now) {
    return "expired";
  }
  if (claims.notBefore !== null && now < claims.notBefore) {
    return "not_yet_valid";
  }
  if (list === null || list.issuedAt < now - LIST_IS_FRESH) {
    return "valid_old_list";
  }
  if (list.expiresAt !== null && list.expiresAt <= now) {
    return "valid_old_list";
  }
  return "valid";
}

function bytesOf(item) {
  if (!(item instanceof Uint8Array)) {
    throw new CredentialError("malformed");
  }
  return item;
}
