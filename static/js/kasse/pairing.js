/* Pairing: the owner's screen shows a code, to be scanned by any camera or typed. */

import { NoAnswerError } from "./site.js";

const IN_ADDRESS = /#koppeln=([0-9a-z-]{12,20})$/i;
const CODE = /^[0-9a-z]{4}[\s-]?[0-9a-z]{4}[\s-]?[0-9a-z]{4}$/i;

/** The pairing code in what a camera read or an address says, or null. */
export function pairingCodeIn(text) {
  const trimmed = text.trim();
  const match = IN_ADDRESS.exec(trimmed);
  return match ? match[1] : CODE.test(trimmed) ? trimmed : null;
}

/** The form for the code; `pairWith(code)` does it. */
export class PairingForm {
  #isNew = false;

  constructor(screens, { pairWith, till }) {
    Object.assign(this, { screens, pairWith, till });
    this.form = screens.part("pairing").querySelector("form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** Whether the page was opened by the code of an owner's screen, which is taken out of the address. */
  takeFromAddress() {
    const code = pairingCodeIn(location.hash);
    if (code === null) {
      return false;
    }
    history.replaceState(null, "", location.pathname);
    this.form.elements.code.value = code;
    // Who is paired is asked first: anybody could have put up a code.
    this.#isNew = !this.till.isPaired;
    return true;
  }

  /** What the camera read. */
  async take(text) {
    const code = pairingCodeIn(text);
    if (code !== null) {
      this.form.elements.code.value = code;
      await this.#submit();
    }
  }

  /** Go on at once with the code of the address. */
  async submitIfNew() {
    if (this.#isNew) {
      await this.#submit();
    }
  }

  async #submit() {
    const button = this.form.querySelector("button");
    button.disabled = true;
    try {
      await this.pairWith(this.form.elements.code.value);
      this.form.reset();
      this.screens.say("pairing", "");
    } catch (error) {
      const isOurs = error instanceof NoAnswerError || !error.message;
      this.screens.say("pairing", isOurs ? this.screens.words.unreachable : error.message);
    } finally {
      button.disabled = false;
    }
  }
}
