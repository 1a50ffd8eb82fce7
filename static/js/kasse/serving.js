/* The card that is dealt with: its verdict, what it gets here now, and what the site knows besides. */

import { COLOURS } from "../karte/verdicts.js";

const USABLE = ["valid", "valid_old_list"];
const PATIENCE = 2_500; // milliseconds for what the site may add

export class Serving {
  #card = null; // { code | number, at, verdict, cti, offers, benefits, left }

  /**
   * `signal(colour)` draws attention to a verdict; `noticed(error)` hears of what the site refuses;
   * `redeem(benefit)` is what a touch on one does.
   */
  constructor({ till, site, screens, signal, noticed, redeem, isOnline }) {
    Object.assign(this, { till, site, screens, signal, noticed, redeem, isOnline });
  }

  /** Whether it has to be served before another one is looked at. */
  get isOpen() {
    return this.#isShown && this.#card.offers.length > 0;
  }

  /** Show another card: `{ code | number, at, verdict, cti }`. */
  begin(card) {
    this.#card = { ...card, left: null, isAsking: false };
    this.#tell();
    this.signal(card.verdict.colour);
    if (USABLE.includes(card.verdict.kind) && this.isOnline()) {
      this.#askBenefits(this.#card);
      this.#askSite(this.#card);
    }
  }

  /** The phone of the same guest shows its next code. */
  renew(cti, { code, at }) {
    if (cti !== null && cti === this.#card.cti) {
      Object.assign(this.#card, { code, at });
    }
  }

  /** Deal with it no more; what it was. */
  end() {
    const card = this.#card;
    this.#card = null;
    return card;
  }

  /** The till has learned of benefits: say it anew if that changes anything. */
  benefitsCame() {
    if (this.#isShown && JSON.stringify(this.#offers()) !== JSON.stringify(this.#told())) {
      this.#tell();
    }
  }

  get #isShown() {
    return this.#card !== null && this.screens.current === "verdict";
  }

  /* Directly after pairing the till may not know what the shop offers. */
  async #askBenefits(card) {
    if (this.till.stateAt !== null) {
      return;
    }
    card.isAsking = true;
    this.#tell();
    await this.till.refresh().catch(this.noticed);
    card.isAsking = false;
    if (card === this.#card) {
      this.benefitsCame();
    }
  }

  /* The site knows what was blocked a minute ago, and what other tills have redeemed. */
  async #askSite(card) {
    if (!card.code) {
      return;
    }
    const said = await this.site.usable(card.code, PATIENCE).catch(this.noticed);
    if (!said || card !== this.#card) {
      return;
    }
    const { verdict: kind, benefits } = said;
    card.left = new Map(benefits.map(({ id, left }) => [id, left]));
    if (kind in COLOURS && kind !== card.verdict.kind) {
      card.verdict = { ...card.verdict, kind, colour: COLOURS[kind] };
      this.#tell();
      this.signal(card.verdict.colour);
    }
    this.#tellLeft();
  }

  /* What the card gets, and how sure that is: "known", "asked" for, or "unknown". */
  #offers() {
    const { verdict, at, isAsking } = this.#card;
    const benefits = this.till.stateAt !== null ? "known" : isAsking ? "asked" : "unknown";
    return { offers: this.till.offersFor(verdict, at), benefits };
  }

  #told() {
    const { offers, benefits } = this.#card;
    return { offers, benefits };
  }

  #tell() {
    Object.assign(this.#card, this.#offers());
    const { verdict, offers, benefits } = this.#card;
    this.screens.showVerdict(verdict, offers, { benefits, onRedeem: this.redeem });
    this.#tellLeft();
  }

  #tellLeft() {
    const { verdict, left } = this.#card;
    if (left !== null && USABLE.includes(verdict.kind)) {
      this.screens.showLeft(left);
    }
  }
}
