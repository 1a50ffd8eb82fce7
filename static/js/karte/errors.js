/**
 * Why a code, a list or a key is not taken; nothing else escapes from these modules.
 * The codes are those of ehrenamtskarte/credential/errors.py.
 */
export class CredentialError extends Error {
  constructor(code) {
    super(code);
    this.name = "CredentialError";
    this.code = code;
  }
}
