/* A card that this phone keeps, with a key that can't be taken from it. */

import { makeHolderKey, proveForWallet, publicJwk, signPresentation } from "./presentation.js";
import { PRESENTATION, qrText } from "./numerals.js";
import { CARDS, openDrawer } from "./store.js";
import { judge } from "./verdicts.js";

/** Refused by the site; `message` says it to people. */
export class RefusedError extends Error {}

export class KeptCard {
  /** `facts` as the site gives them (ehrenamtskarte/phone/facts.py), `keys` a pair of WebCrypto. */
  constructor(facts, keys, keptAt) {
    Object.assign(this, { facts, keys, keptAt });
    this.credential = bytesOf(facts.credential);
  }

  /** A code of this moment (EK2), its bytes. */
  present(now = new Date()) {
    return signPresentation(this.credential, this.keys, now);
  }

  /** The same as text for the QR code. */
  async code(now) {
    return qrText(location.origin, await this.present(now), PRESENTATION);
  }

  /** What a form tells the site, to be given a pass for a wallet. */
  async proofForWallet(now = new Date()) {
    const { seconds, signature } = await proveForWallet(this.facts.id, this.keys, now);
    return { credential: this.facts.id, signed_at: seconds, signature };
  }

  /** What a till with the same keys and lists would say. */
  async verdict(known, now = new Date()) {
    return judge(await this.present(now), { keys: known.keys, lists: known.lists, now });
  }
}

/** The cards of this phone. */
export class Wallet {
  cards = [];

  static async opened() {
    const wallet = new Wallet();
    wallet.drawer = await openDrawer(CARDS);
    const kept = await wallet.drawer.all();
    kept.sort((one, other) => one.keptAt - other.keptAt);
    wallet.cards = kept.map(({ facts, keys, keptAt }) => new KeptCard(facts, keys, keptAt));
    return wallet;
  }

  /** Whether cards stay when the page is closed. */
  get lasts() {
    return this.drawer.lasts;
  }

  /**
   * Have a key certified and keep it with the card; `what` is `{ code }` or `{ card }`.
   * Throws `RefusedError`; anything else means that the site was not reached.
   */
  async add(what, { address, token }) {
    const keys = await makeHolderKey();
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ ...what, key: await publicJwk(keys) }),
    });
    const said = await answer.json();
    if (!answer.ok) {
      throw new RefusedError(said.message);
    }
    const card = new KeptCard(said, keys, new Date());
    // The card's code for this phone from before has ended.
    for (const old of this.cards.filter(({ facts }) => facts.number === said.number)) {
      await this.forget(old);
    }
    await this.drawer.put(said.id, { facts: said, keys, keptAt: card.keptAt });
    this.cards.push(card);
    navigator.storage?.persist?.().catch(() => {});
    return card;
  }

  /** Take the card off this phone. Without network the site can't be told; the key is gone anyway. */
  async remove(card, { address, token }) {
    const presentation = (await card.code()).split("#")[1];
    await this.forget(card);
    await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ presentation }),
    }).catch(() => {});
  }

  async forget(card) {
    await this.drawer.remove(card.facts.id);
    this.cards = this.cards.filter((one) => one !== card);
  }
}

function bytesOf(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
