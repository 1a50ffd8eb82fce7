/* Lists of withdrawn cards (Token Status List): twin of ehrenamtskarte/credential/status.py. */

import { EXPIRES, ISSUED_AT, momentOf, readClaimSet } from "./claims.js";
import { SIGN1_TAG, TYPE, readSign1 } from "./cose.js";
import { CredentialError } from "./errors.js";

const CONTENT_TYPE = "application/statuslist+cwt";
const [SUBJECT, STATUS_LIST, TIME_TO_LIVE] = [2, 65533, 65534];
const MAX_LIST_BYTES = 2 ** 24 / 8;
const MAX_TOKEN_BYTES = MAX_LIST_BYTES + 4_096;
const SLICE = 4_096; // bytes decompressed at a time; they become four megabytes at most

/** A list whose signature was checked. `timeToLive` counts seconds. */
export class StatusList {
  constructor(fields) {
    Object.assign(this, fields);
  }

  get length() {
    return 8 * this.bits.length;
  }

  /** Whether the card with that index is withdrawn. Throws "not_on_list". */
  isWithdrawn(index) {
    if (index < 0 || index >= this.length) {
      throw new CredentialError("not_on_list");
    }
    return Boolean((this.bits[index >> 3] >> (index & 7)) & 1);
  }
}

/**
 * The list, if one of `signers` (`IssuerKeySet.ofList`) has signed it for that address.
 * Throws "too_large", "malformed", "not_supported", "bad_list", "bad_signature", "wrong_list",
 * "bad_claims".
 */
export async function readStatusList(token, { address, signers }) {
  if (token.length > MAX_TOKEN_BYTES) {
    throw new CredentialError("too_large");
  }
  const message = readSign1(token[0] === SIGN1_TAG ? token.subarray(1) : token, { unsignedHeader: true });
  if (message.header.get(TYPE) !== CONTENT_TYPE) {
    throw new CredentialError("bad_list");
  }
  if (!(await isSignedByOne(message, signers))) {
    throw new CredentialError("bad_signature");
  }
  const claims = readClaimSet(message.payload);
  if (claims.get(SUBJECT) !== address) {
    throw new CredentialError("wrong_list");
  }
  const [content, timeToLive] = [claims.get(STATUS_LIST), claims.get(TIME_TO_LIVE) ?? null];
  if (!(content instanceof Map) || content.get("bits") !== 1 || !claims.has(ISSUED_AT)) {
    throw new CredentialError("bad_list");
  }
  const isTime = typeof timeToLive === "number" && timeToLive > 0 && timeToLive < 2 ** 31;
  const compressed = content.get("lst");
  if ((timeToLive !== null && !isTime) || !(compressed instanceof Uint8Array)) {
    throw new CredentialError("bad_list");
  }
  const bits = await decompressed(compressed);
  const issuedAt = momentOf(claims.get(ISSUED_AT));
  const expiresAt = claims.has(EXPIRES) ? momentOf(claims.get(EXPIRES)) : null;
  return new StatusList({ address, bits, issuedAt, expiresAt, timeToLive });
}

async function isSignedByOne(message, signers) {
  for (const { publicKey } of signers) {
    if (await message.isSignedBy(publicKey)) {
      return true;
    }
  }
  return false;
}

/* The bits of a zlib stream (RFC 1950) that ends where the data ends, up to the limit. */
async function decompressed(compressed) {
  if (typeof DecompressionStream === "undefined") {
    throw new CredentialError("not_supported");
  }
  const reader = slices(compressed).pipeThrough(new DecompressionStream("deflate")).getReader();
  const bits = new Uint8Array(MAX_LIST_BYTES);
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      bits.set(part.value, length); // a RangeError, where there is no room
      length += part.value.length;
    }
  } catch {
    reader.cancel().catch(() => {});
    throw new CredentialError("bad_list");
  }
  if (length === 0) {
    throw new CredentialError("bad_list");
  }
  return bits.slice(0, length);
}

function slices(data) {
  let place = 0;
  return new ReadableStream({
    pull(controller) {
      if (place >= data.length) {
        controller.close();
      } else {
        controller.enqueue(data.slice(place, (place += SLICE)));
      }
    },
  });
}
