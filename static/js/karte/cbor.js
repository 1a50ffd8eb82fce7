/* Just as much CBOR (RFC 8949) as cards need: twin of ehrenamtskarte/credential/cbor.py. */

import { CredentialError } from "./errors.js";

export const MAX_DEPTH = 6;

const [UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP] = [0, 1, 2, 3, 4, 5];
const UTF_8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The one item that the bytes are, from the first to the last: a number, a Uint8Array, a string, an
 * array or a Map with numbers and strings as keys. Throws "malformed", whatever else it is.
 */
export function decode(data) {
  const reader = new Reader(data);
  const item = reader.item(0);
  if (reader.position !== data.length) {
    throw malformed();
  }
  return item;
}

/** Deterministic CBOR (RFC 8949, 4.2.1) of such an item. */
export function encode(item) {
  if (typeof item === "number" && Number.isSafeInteger(item)) {
    return item < 0 ? head(NEGATIVE, -1 - item) : head(UNSIGNED, item);
  }
  if (item instanceof Uint8Array) {
    return joined([head(BYTES, item.length), item]);
  }
  if (typeof item === "string") {
    const text = new TextEncoder().encode(item);
    return joined([head(TEXT, text.length), text]);
  }
  if (Array.isArray(item)) {
    return joined([head(ARRAY, item.length), ...item.map(encode)]);
  }
  if (item instanceof Map) {
    const pairs = [...item].map(([key, value]) => [encode(key), encode(value)]);
    pairs.sort(([one], [other]) => compared(one, other));
    return joined([head(MAP, item.size), ...pairs.flat()]);
  }
  throw malformed();
}

const malformed = () => new CredentialError("malformed");

class Reader {
  constructor(data) {
    this.data = data;
    this.position = 0;
  }

  item(depth) {
    if (depth === MAX_DEPTH) {
      throw malformed();
    }
    const [major, argument] = this.head();
    switch (major) {
      case UNSIGNED:
        return argument;
      case NEGATIVE:
        return -1 - argument;
      case BYTES:
        return this.take(argument);
      case TEXT:
        return this.text(argument);
      case ARRAY:
        this.expect(argument);
        return Array.from({ length: argument }, () => this.item(depth + 1));
      case MAP:
        return this.map(argument, depth);
      default: // tags, floats, booleans, null
        throw malformed();
    }
  }

  text(length) {
    try {
      return UTF_8.decode(this.take(length));
    } catch {
      throw malformed();
    }
  }

  map(length, depth) {
    this.expect(2 * length);
    const found = new Map();
    for (let pair = 0; pair < length; pair++) {
      const key = this.item(depth + 1);
      if ((typeof key !== "number" && typeof key !== "string") || found.has(key)) {
        throw malformed();
      }
      found.set(key, this.item(depth + 1));
    }
    return found;
  }

  head() {
    const [first] = this.take(1);
    const major = first >> 5;
    const short = first & 31;
    if (short < 24) {
      return [major, short];
    }
    if (short > 27) {
      throw malformed(); // reserved, or of indefinite length
    }
    const size = 1 << (short - 24);
    const argument = this.take(size).reduce((number, byte) => 256 * number + byte, 0);
    const shortest = size === 1 ? 24 : 2 ** (4 * size);
    // Beyond the safe integers a number may be rounded, but never down to a safe one.
    if (argument < shortest || argument > Number.MAX_SAFE_INTEGER) {
      throw malformed();
    }
    return [major, argument];
  }

  take(length) {
    this.expect(length);
    this.position += length;
    return this.data.subarray(this.position - length, this.position);
  }

  expect(length) {
    if (length > this.data.length - this.position) {
      throw malformed();
    }
  }
}

function head(major, argument) {
  if (argument < 24) {
    return Uint8Array.of((major << 5) | argument);
  }
  const power = [0, 1, 2, 3].find((one) => argument < 2 ** (8 * 2 ** one));
  const size = 2 ** power;
  const bytes = new Uint8Array(1 + size);
  bytes[0] = (major << 5) | (24 + power);
  for (let place = size, rest = argument; place > 0; place--, rest = Math.floor(rest / 256)) {
    bytes[place] = rest % 256;
  }
  return bytes;
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

function compared(one, other) {
  const place = one.findIndex((byte, index) => byte !== other[index]);
  return place < 0 ? one.length - other.length : one[place] - (other[place] ?? -1);
}
