/* The till that this browser is: paired with a shop, knows its benefits and how its clock goes. */

import { COLOURS } from "../karte/verdicts.js";
import { DEVICE, openTillDrawer } from "./drawers.js";
import { isOffered } from "./offering.js";

const SELF = "till";
const TRIES = "pin-tries";
const CLOCK_TOLERANCE = 60_000; // milliseconds
/* What can't be said with a clock that goes wrong. */
const BY_THE_CLOCK = ["valid", "valid_old_list", "screenshot", "expired", "not_yet_valid"];
const USABLE = ["valid", "valid_old_list"];

export class Till {
  device = null; // { key, name }
  partner = null; // { name }
  pin = "";
  benefits = [];
  stateAt = null; // a Date
  clockOff = 0; // milliseconds that the site's clock is ahead
  #asked = null;

  constructor(site, drawer) {
    Object.assign(this, { site, drawer });
  }

  static async opened(site) {
    const till = new Till(site, await openTillDrawer(DEVICE));
    const kept = await till.drawer.get(SELF);
    if (kept) {
      const { token, ...rest } = kept;
      Object.assign(till, rest);
      site.token = token;
    }
    return till;
  }

  get isPaired() {
    return this.site.token !== "";
  }

  get isClockRight() {
    return Math.abs(this.clockOff) <= CLOCK_TOLERANCE;
  }

  /** Become a shop's till by the code of its owner's screen. */
  async pair(code) {
    const { token, device, partner, pin } = await this.site.pair(code);
    Object.assign(this, { device, partner, pin, benefits: [], stateAt: null });
    this.site.token = token;
    await this.#keep();
    await this.drawer.remove(TRIES);
    navigator.storage?.persist?.().catch(() => {});
  }

  /** Ask the site for benefits, name, PIN and time; who asks meanwhile gets the same answer. */
  refresh() {
    this.#asked ??= this.#ask().finally(() => (this.#asked = null));
    return this.#asked;
  }

  async #ask() {
    const asked = Date.now();
    const { now, device, partner, benefits } = await this.site.state();
    const answered = Date.now();
    this.clockOff = Date.parse(now) - (asked + answered) / 2;
    Object.assign(this, { device, partner, benefits, stateAt: new Date(answered) });
    this.pin = device.pin ?? this.pin;
    await this.#keep();
  }

  /** No shop's till any more. What waits to be sent stays. */
  async forget() {
    this.site.token = "";
    await this.drawer.remove(SELF);
  }

  /** The verdict that this till can answer for, since it knows how its clock goes. */
  soberly(verdict) {
    if (this.isClockRight || !BY_THE_CLOCK.includes(verdict.kind)) {
      return verdict;
    }
    return { ...verdict, kind: "clock_wrong", colour: COLOURS.clock_wrong };
  }

  /** The benefits that a card with that verdict may use at that moment. */
  offersFor({ kind, claims }, at) {
    return USABLE.includes(kind)
      ? this.benefits.filter((benefit) => isOffered(benefit, claims.cardType, at))
      : [];
  }

  /** Wrong PINs in a row: `{ wrong, at }`. */
  async tries() {
    return (await this.drawer.get(TRIES)) ?? { wrong: 0, at: 0 };
  }

  noteTry(isRight, wrong = 0) {
    return isRight
      ? this.drawer.remove(TRIES)
      : this.drawer.put(TRIES, { wrong: wrong + 1, at: Date.now() });
  }

  #keep() {
    const { device, partner, pin, benefits, stateAt, clockOff } = this;
    const { token } = this.site;
    return this.drawer.put(SELF, { token, device, partner, pin, benefits, stateAt, clockOff });
  }
}
