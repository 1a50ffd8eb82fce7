/* What the site says of a card by its number, in the form of a verdict. */

import { COLOURS } from "../karte/verdicts.js";

const LAST_SECOND = "T12:00:00Z"; // of that day it is only ever shown which one it is

/** `said`: `{ verdict, name, valid_until, card_type, issued_by }`, `issued_by` being the town. */
export function verdictOfNumber(said) {
  const { verdict: kind, name, valid_until: until, card_type: cardType, issued_by: town } = said;
  const claims = name
    ? { name, cardType, validUntil: until ?? null, expires: until && new Date(until + LAST_SECOND) }
    : null;
  const issuer = { name: town ?? "", association: "" };
  const colour = COLOURS[kind] ?? "grey";
  return { kind, colour, reason: null, claims, issuer, listAsOf: null, onPhone: false };
}
