/* What this browser knows of issuers and of withdrawn cards, kept so that it can do without network. */

import { CredentialError } from "./errors.js";
import { IssuerKeySet } from "./keys.js";
import { readStatusList } from "./status.js";
import { KNOWLEDGE, openDrawer } from "./store.js";

const PATIENCE = 8_000; // milliseconds for an answer
const KEY_SETS = "key-sets";

/** `keys` and `lists` as `judge` takes them, when they were last asked for, what is amiss. */
export class Knowledge {
  keys = new IssuerKeySet();
  lists = new Map();
  refreshedAt = null; // a Date
  canReadLists = true; // old browsers can't unpack them
  #sets = { own: null, trusted: null };

  /** `addresses` are those of the site's own keys and of those that it trusts. */
  constructor(drawer, addresses) {
    Object.assign(this, { drawer, addresses });
  }

  /** What was kept; says nothing of it that can't be read any more. */
  static async kept(addresses) {
    const known = new Knowledge(await openDrawer(KNOWLEDGE), addresses);
    const sets = await known.drawer.get(KEY_SETS);
    if (sets) {
      known.#sets = sets;
      known.refreshedAt = sets.refreshedAt;
      await known.#readKeys();
      await Promise.all([...known.#addresses()].map((address) => known.#recall(address)));
    }
    return known;
  }

  get isEmpty() {
    return this.keys.size === 0;
  }

  /** Ask the site for everything anew; rejected without network. No request says what is checked. */
  async refresh(now = new Date()) {
    const [own, trusted] = await Promise.allSettled([
      fetched(this.addresses.own).then((answer) => answer.json()),
      fetched(this.addresses.trusted).then((answer) => answer.json()),
    ]);
    if (own.status === "rejected") {
      throw own.reason;
    }
    this.#sets.own = own.value;
    this.#sets.trusted = trusted.value ?? this.#sets.trusted;
    await this.#readKeys();
    await Promise.all([...this.#addresses()].map((address) => this.#ask(address)));
    this.refreshedAt = now;
    await this.drawer.put(KEY_SETS, { ...this.#sets, refreshedAt: now }).catch(() => {});
  }

  async #readKeys() {
    const own = await IssuerKeySet.fromJwks(this.#sets.own, { association: "" });
    const trusted = await IssuerKeySet.fromJwks(this.#sets.trusted ?? { keys: [] });
    this.keys = new IssuerKeySet([...own, ...trusted]);
  }

  #addresses() {
    return new Set([...this.keys].map((key) => key.statusList));
  }

  async #recall(address) {
    const kept = await this.drawer.get(address);
    if (kept) {
      await this.#take(address, kept.token);
    }
  }

  /* A list that nobody hands out or that is wrong leaves the one that is known. */
  async #ask(address) {
    const handedOn = this.#sets.trusted?.status_lists?.[address];
    try {
      // The address is a name for good; whoever serves the page serves the list.
      const answer = await fetched(handedOn ?? new URL(address).pathname);
      const token = new Uint8Array(await answer.arrayBuffer());
      const list = await this.#take(address, token);
      if (list) {
        const entry = { token, issuedAt: list.issuedAt };
        await this.drawer.improve(address, entry, (one, old) => one.issuedAt < old.issuedAt);
      }
    } catch {
      // no network
    }
  }

  /* The list, unless it is wrong or older than the one that is known. */
  async #take(address, token) {
    try {
      const list = await readStatusList(token, { address, signers: this.keys.ofList(address) });
      const known = this.lists.get(address);
      if (known && known.issuedAt > list.issuedAt) {
        return null;
      }
      this.lists.set(address, list);
      return list;
    } catch (error) {
      if (!(error instanceof CredentialError)) {
        throw error;
      }
      this.canReadLists &&= error.code !== "not_supported";
      return null;
    }
  }
}

async function fetched(address) {
  const patience = new AbortController();
  const end = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(address, {
      cache: "no-cache",
      credentials: "omit",
      signal: patience.signal,
    });
    if (!answer.ok) {
      throw new Error(`${address}: ${answer.status}`);
    }
    return answer;
  } finally {
    clearTimeout(end);
  }
}
