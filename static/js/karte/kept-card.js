/* A card that this phone keeps, with a key that can't be taken from it. */

import { makeHolderKey, proveForWallet, publicJwk, signPresentation } from "./presentation.js";
import { PRESENTATION, qrText } from "./numerals.js";
import { CARDS, openDrawer } from "./store.js";
import { judge } from "./verdicts.js";

/** Refused by the site; `message` says it to people. */
export class RefusedError extends Error {}

export class KeptCard {
  /**
   * `facts` as the site gives them (ehrenamtskarte/phone/facts.py), `keys` a pair of WebCrypto;
   * `look` with pictures (ehrenamtskarte/phone/looks.py), as soon as it was fetched.
   */
  constructor({ facts, keys, keptAt, look = null }) {
    Object.assign(this, { facts, keys, keptAt, look });
    this.credential = bytesOf(facts.credential);
  }

  /** What is kept of it. */
  get content() {
    const { facts, keys, keptAt, look } = this;
    return { facts, keys, keptAt, look };
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
    wallet.cards = kept.map((content) => new KeptCard(content));
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
    const card = new KeptCard({ facts: said, keys, keptAt: new Date() });
    // The card's code for this phone from before has ended.
    for (const old of this.cards.filter(({ facts }) => facts.number === said.number)) {
      await this.forget(old);
    }
    await this.drawer.put(said.id, card.content);
    this.cards.push(card);
    navigator.storage?.persist?.().catch(() => {});
    return card;
  }

  /** Ask how the cards look now; those whose look has changed. Without network they stay. */
  async refreshLooks() {
    const asked = this.cards.map(async (card) => {
      const look = await lookAt(card.facts.look);
      if (look === null || JSON.stringify(look) === JSON.stringify(card.look)) {
        return [];
      }
      card.look = look;
      await this.drawer.put(card.facts.id, card.content);
      return [card];
    });
    return (await Promise.all(asked)).flat();
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

async function lookAt(address) {
  if (!address) {
    return null; // kept before cards had pictures
  }
  try {
    const answer = await fetch(address, { cache: "no-cache", credentials: "omit" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function bytesOf(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
