/* Bytes as digits, and the text of a QR code: twin of ehrenamtskarte/credential/numerals.py. */

import { CredentialError } from "./errors.js";

export const CREDENTIAL = 1; // EK1
export const PRESENTATION = 2; // EK2
export const MAX_BYTES = 600;
/* 2 ** (8 * 600 + 1) has so many decimal digits. */
export const MAX_DIGITS = 1446;

const TEXT = /^(?:https?:\/\/[A-Z0-9.:_[\]-]{1,260}\/k\/?)?#?([12])([0-9]+)$/i;
const SPACE_AROUND = /^[ \t\r\n]+|[ \t\r\n]+$/g;

/** The bytes as a decimal number; a leading byte 01 keeps leading zeros. Throws "too_large". */
export function toDigits(data) {
  if (data.length > MAX_BYTES) {
    throw new CredentialError("too_large");
  }
  const hex = Array.from(data, (byte) => byte.toString(16).padStart(2, "0"));
  return BigInt(`0x01${hex.join("")}`).toString();
}

/** The bytes of `toDigits`, of which there is one writing only. Throws "not_a_code", "too_large". */
export function fromDigits(digits) {
  if (!/^[1-9][0-9]*$/.test(digits)) {
    throw new CredentialError("not_a_code");
  }
  if (digits.length > MAX_DIGITS) {
    throw new CredentialError("too_large");
  }
  let hex = BigInt(digits).toString(16);
  hex = hex.padStart(hex.length + (hex.length % 2), "0");
  if (!hex.startsWith("01")) {
    throw new CredentialError("not_a_code");
  }
  if (hex.length > 2 * (MAX_BYTES + 1)) {
    throw new CredentialError("too_large");
  }
  return Uint8Array.from({ length: hex.length / 2 - 1 }, (_, place) =>
    Number.parseInt(hex.slice(2 * place + 2, 2 * place + 4), 16),
  );
}

/** What a QR code says; `origin` as `location.origin` has it. */
export function qrText(origin, data, version) {
  return `${origin.toUpperCase()}/K#${version}${toDigits(data)}`;
}

/**
 * What a scanner read, or the fragment of the address with or without `#`, as `{ version, data }`.
 * Any host will do and any case: the signature decides. Throws "not_a_code", "too_large".
 */
export function readCode(text) {
  if (text.length > MAX_DIGITS + 400) {
    throw new CredentialError("too_large");
  }
  const match = TEXT.exec(text.replace(SPACE_AROUND, ""));
  if (match === null) {
    throw new CredentialError("not_a_code");
  }
  return { version: Number(match[1]), data: fromDigits(match[2]) };
}
