/* Redemptions on their way: kept in the device first, sent in order, each exactly once.

   Each has a key of its own, made here; whatever dies on the way, it is sent again under the same
   key until the site has said what became of it, and the site counts a key once. One tab at a time
   sends (Web Locks), so that the order holds. What was answered is taken off and its code with it;
   what remains for a day is the result, which names no card. */

import { QUEUE, RESULTS, openTillDrawer } from "./drawers.js";
import { SiteError } from "./site.js";

const AT_ONCE = 50; // redemptions in one request
const LOCK = "kasse-senden";
const DAY = 24 * 60 * 60 * 1_000;
const UNDO_FOR = 10 * 60_000;
const [USE, UNDO] = ["use", "undo"];

/** Why nothing more can be sent just now; `retryAfter` in milliseconds, 0 if nobody knows. */
class Interrupted extends Error {
  constructor(cause, retryAfter = 0) {
    super("", { cause });
    this.retryAfter = retryAfter;
  }
}

export class Queue {
  /** Called with each result, and after anything changed. */
  onChange = () => {};
  /** Called when the site does not know this device (any more). */
  onUnpaired = () => {};
  #oneByOne = false;

  constructor(site, waiting, results, lock) {
    Object.assign(this, { site, waiting, results, lock });
  }

  static async opened(site, lock = oneTabAtATime) {
    const drawers = [openTillDrawer(QUEUE), openTillDrawer(RESULTS)];
    const queue = new Queue(site, ...(await Promise.all(drawers)), lock);
    await queue.#tidy();
    return queue;
  }

  /** Whether the device keeps them when the page is closed. */
  get lasts() {
    return this.waiting.lasts;
  }

  /** How many redemptions wait to be sent. */
  async size() {
    return (await this.waiting.all()).filter(({ kind }) => kind === USE).length;
  }

  async isEmpty() {
    return (await this.waiting.all()).length === 0;
  }

  /**
   * The results of the last day, the newest first: `{ key, title, at, state, message, canUndo, … }`.
   * What the site has not counted can't be taken back, nor what it has refused to take back.
   */
  async recent() {
    const [waiting, answered] = await Promise.all([this.waiting.all(), this.results.all()]);
    const isUndone = new Set(waiting.filter(({ kind }) => kind === UNDO).map(({ key }) => key));
    const open = waiting
      .filter(({ kind }) => kind === USE)
      .map(({ key, title, at }) => ({ key, title, at, state: "waiting" }));
    return [...open, ...answered]
      .map((one) => (isUndone.has(one.key) ? { ...one, state: "undone" } : one))
      .map((one) => ({ ...one, canUndo: canUndo(one) }))
      .sort((one, other) => other.at - one.at);
  }

  /** Keep a redemption: `{ benefit, title, code | number, scannedAt, offline }`; its key. */
  async add({ title, scannedAt, ...facts }) {
    const key = crypto.randomUUID();
    const use = { kind: USE, key, title, at: Date.now(), tried: false };
    await this.waiting.add({ ...use, sent: { key, ...facts, scanned_at: scannedAt.toISOString() } });
    this.onChange();
    return key;
  }

  /**
   * What the site says of a redemption within `patience` milliseconds; else null, and from then on
   * it counts as made without network, since the guest was told so.
   */
  async settle(key, patience) {
    const answered = this.send()
      .catch(() => {})
      .then(() => this.results.get(key));
    const result = await Promise.race([answered, passed(patience)]);
    if (result) {
      return result;
    }
    await this.#change(key, (use) => ({ ...use, sent: { ...use.sent, offline: true } }));
    return (await this.results.get(key)) ?? null;
  }

  /**
   * Take a redemption back: "undone", or "waiting" for network; else why not: "too_late",
   * "not_counted", "not_undone".
   */
  async takeBack(key) {
    const isGone = await this.lock(async () => {
      const found = (await this.waiting.entries()).find(({ value }) => value.key === key);
      if (!found || found.value.tried) {
        return false; // the site may know of it
      }
      await this.waiting.remove(found.key);
      await this.#note({ ...found.value, state: "undone" });
      return true;
    });
    if (isGone) {
      return "undone";
    }
    await this.waiting.add({ kind: UNDO, key, at: Date.now() });
    this.onChange();
    await Promise.race([this.send().catch(() => {}), passed(4_000)]);
    const { state, undo } = (await this.results.get(key)) ?? {};
    return state === "undone" ? state : (undo ?? "waiting");
  }

  /** Send all that waits; rejected where that does not go on, with the time to wait as `retryAfter`. */
  send() {
    return this.lock(async () => {
      for (let batch = await this.#next(); batch.length > 0; batch = await this.#next()) {
        await (batch[0].value.kind === UNDO ? this.#sendUndo(batch[0]) : this.#sendUses(batch));
      }
    });
  }

  /* Undoing goes by itself, since it has to come after what it undoes. */
  async #next() {
    const waiting = await this.waiting.entries();
    if (waiting[0]?.value.kind === UNDO) {
      return waiting.slice(0, 1);
    }
    const end = waiting.findIndex(({ value }) => value.kind === UNDO);
    return waiting.slice(0, Math.min(end < 0 ? Infinity : end, this.#oneByOne ? 1 : AT_ONCE));
  }

  async #sendUses(batch) {
    for (const { key, value } of batch.filter(({ value }) => !value.tried)) {
      await this.waiting.put(key, { ...value, tried: true });
    }
    let results;
    try {
      results = await this.site.redeem(batch.map(({ value }) => value.sent));
    } catch (error) {
      this.#interrupt(error);
      if (batch.length > 1) {
        this.#oneByOne = true; // one of them is not taken; find out which
        return;
      }
      // Nothing that this device could do better another time.
      const [{ value }] = batch;
      results = [{ key: value.key, state: "refused", error: error.code, message: error.message }];
    }
    this.#oneByOne = this.#oneByOne && batch.length === 1;
    const answers = new Map(results.map((result) => [result.key, result]));
    const answered = batch.filter(({ value }) => answers.has(value.key));
    if (answered.length === 0) {
      throw new Interrupted();
    }
    for (const { key, value } of answered) {
      await this.#settled(key, value, answers.get(value.key));
    }
  }

  async #settled(place, asked, result) {
    const { title, at } = asked;
    await this.#note({ title, at, ...result });
    const use = await this.waiting.get(place);
    if (result.state === "refused" && use?.sent.offline && !asked.sent.offline) {
      await this.results.remove(asked.key);
      return; // the guest has been told meanwhile that it counts: so it is sent as such
    }
    await this.waiting.remove(place);
    this.onChange();
  }

  async #sendUndo({ key: place, value: { key } }) {
    const result = (await this.results.get(key)) ?? { key, title: "", at: Date.now(), state: "done" };
    let said = { state: "undone" };
    try {
      await this.site.takeBack(key);
    } catch (error) {
      this.#interrupt(error);
      // What the site does not know has not to be undone.
      said = error.status === 404 ? said : refusedUndo(error, result);
    }
    await this.#note({ ...result, ...said });
    await this.waiting.remove(place);
    this.onChange();
  }

  /* Throws unless the site has said that this very thing is wrong. */
  #interrupt(error) {
    if (!(error instanceof SiteError)) {
      throw new Interrupted(error);
    }
    if (error.status === 401) {
      this.onUnpaired(error);
      throw new Interrupted(error);
    }
    if (error.status === 429 || error.status === 408) {
      throw new Interrupted(error, error.retryAfter);
    }
  }

  #note({ key, title, at, state, error = "", message = "", left = null, undo }) {
    return this.results.put(key, { key, title, at, state, error, message, left, undo });
  }

  async #change(key, change) {
    const found = (await this.waiting.entries()).find(
      ({ value }) => value.kind === USE && value.key === key,
    );
    if (found) {
      await this.waiting.replace(found.key, change);
    }
  }

  async #tidy() {
    const old = (await this.results.all()).filter(({ at }) => at < Date.now() - DAY);
    await Promise.all(old.map(({ key }) => this.results.remove(key)));
  }
}

/* What is noted of a redemption that the site does not take back. */
function refusedUndo({ code, message }, result) {
  if (code === "conflict") {
    return { state: "conflict", message: result.message || message, undo: "not_counted" };
  }
  return { undo: code === "too_late" ? code : "not_undone" };
}

function canUndo({ state, at, undo }) {
  return ["done", "waiting"].includes(state) && !undo && Date.now() - at <= UNDO_FOR;
}

/** Runs `work` when no other tab of this browser runs any. */
export function oneTabAtATime(work) {
  return navigator.locks ? navigator.locks.request(LOCK, work) : inTurn(work);
}

/* Browsers without Web Locks: at least within this tab. */
let last = Promise.resolve();
function inTurn(work) {
  const turn = last.then(work);
  last = turn.catch(() => {});
  return turn;
}

function passed(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, null));
}
