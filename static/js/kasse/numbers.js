/* What the site says of a card by its number, in the form of a verdict. */

import { COLOURS } from "../karte/verdicts.js";

const LAST_SECOND = "T12:00:00Z"; // of that day it is only ever shown which one it is

/** `said`: `{ verdict, name, valid_until, card_type }`; the last only where the card is genuine. */
export function verdictOfNumber({ verdict: kind, name, valid_until: until, card_type: cardType }) {
  const claims = name
    ? { name, cardType, validUntil: until ?? null, expires: until && new Date(until + LAST_SECOND) }
    : null;
  const issuer = { name: "", association: "" };
  const colour = COLOURS[kind] ?? "grey";
  return { kind, colour, reason: null, claims, issuer, listAsOf: null, onPhone: false };
}
