/* Asks for the PIN, if there is one: when the page is opened, and when nobody was there for long. */

import { asMoment } from "../karte/verdict-view.js";
import { isPin, waitAfter } from "./pin.js";

const IDLE = 15 * 60_000; // milliseconds

export class PinLock {
  #idle = null;

  /** `onOpen` is called when the till may be used, `onLock` when it may not be any more. */
  constructor(screens, till, { onOpen, onLock }) {
    Object.assign(this, { screens, till, onOpen, onLock });
    this.form = screens.part("locked").querySelector("form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#try();
    });
    for (const sign of ["pointerdown", "keydown"]) {
      document.addEventListener(sign, () => this.stayOpen());
    }
  }

  /** Ask for the PIN, or let in at once where there is none. */
  async begin() {
    if (this.till.pin) {
      this.onLock();
      this.screens.show("locked");
      this.form.elements.pin.focus();
    } else {
      await this.#open();
    }
  }

  /** Somebody is there: each card and each touch says so. */
  stayOpen() {
    clearTimeout(this.#idle);
    if (this.screens.current !== "locked" && this.till.isPaired) {
      this.#idle = setTimeout(() => this.till.pin && this.begin(), IDLE);
    }
  }

  async #open() {
    await this.onOpen();
    this.stayOpen();
  }

  async #try() {
    const { wrong, at } = await this.till.tries();
    const until = at + waitAfter(wrong);
    if (Date.now() < until) {
      this.#say(this.screens.words.wait.replace("{value}", asMoment(until)));
      return;
    }
    const isRight = await isPin(this.form.elements.pin.value, this.till.pin);
    await this.till.noteTry(isRight, wrong);
    this.form.reset();
    this.#say(isRight ? "" : this.screens.words.wrongPin);
    if (isRight) {
      await this.#open();
    } else {
      this.form.elements.pin.focus();
    }
  }

  #say(text) {
    this.screens.say("locked", text);
  }
}
