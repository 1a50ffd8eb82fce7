/* Redemptions on their way: each exactly once, in order, whatever dies in between. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Queue } from "../../../static/js/kasse/queue.js";
import { NoAnswerError, SiteError } from "../../../static/js/kasse/site.js";

const AT = new Date("2026-11-21T09:40:00Z");

/* A site that keeps what it was sent, and counts a key once. */
class Ledger {
  requests = [];
  kept = new Map();
  undone = [];
  answers = () => ({ state: "done", left: null });
  fails = null; // thrown before anything is kept
  dies = null; // thrown after all is kept

  async redeem(uses) {
    this.requests.push(uses.map(({ key }) => key));
    if (this.fails) {
      throw this.fails;
    }
    const results = uses.map((use) => {
      const answer = this.kept.get(use.key)?.answer ?? this.answers(use);
      if (answer.state !== "refused") {
        this.kept.set(use.key, { use, answer });
      }
      return { key: use.key, error: "", message: "", ...answer };
    });
    if (this.dies) {
      throw this.dies;
    }
    return results;
  }

  async takeBack(key) {
    if (this.fails) {
      throw this.fails;
    }
    if (!this.kept.has(key)) {
      throw new SiteError("unknown_key", { status: 404 });
    }
    this.undone.push(key);
  }

  get order() {
    return [...this.kept.values()].map(({ use }) => use.benefit);
  }
}

let ledger, queue;

/* As Web Locks do it, for one process. */
function lock() {
  let last = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}

beforeEach(async () => {
  ledger = new Ledger();
  queue = await Queue.opened(ledger, lock());
});

function use(benefit, facts = {}) {
  return queue.add({ benefit, title: `Nr. ${benefit}`, code: "#1", scannedAt: AT, offline: true, ...facts });
}

async function uses(count) {
  const keys = [];
  for (let benefit = 1; benefit <= count; benefit++) {
    keys.push(await use(benefit));
  }
  return keys;
}

test("what waits is sent in order, fifty at a time, and its code is forgotten", async () => {
  const keys = await uses(120);
  assert.equal(await queue.size(), 120);
  await queue.send();
  assert.deepEqual(ledger.requests.map((request) => request.length), [50, 50, 20]);
  assert.deepEqual(ledger.requests.flat(), keys);
  assert.equal(await queue.size(), 0);
  const recent = await queue.recent();
  assert.equal(recent.length, 120);
  assert.ok(recent.every(({ state }) => state === "done"));
  assert.ok(!JSON.stringify(recent).includes("#1"));
});

test("what is sent says when the card was scanned and whether there was network", async () => {
  const key = await use(7, { offline: false });
  await queue.send();
  assert.deepEqual(ledger.kept.get(key).use, {
    key,
    benefit: 7,
    code: "#1",
    scanned_at: "2026-11-21T09:40:00.000Z",
    offline: false,
  });
});

test("without network it stays, and nothing is sent twice at a time", async () => {
  await uses(3);
  ledger.fails = new NoAnswerError();
  await assert.rejects(queue.send(), { retryAfter: 0 });
  assert.equal(await queue.size(), 3);
  ledger.fails = null;
  await Promise.all([queue.send(), queue.send(), queue.send()]);
  assert.equal(ledger.requests.length, 2);
  assert.deepEqual(ledger.order, [1, 2, 3]);
});

test("a server that dies before its answer counts each once", async () => {
  const keys = await uses(3);
  ledger.dies = new NoAnswerError();
  await assert.rejects(queue.send());
  assert.equal(ledger.kept.size, 3);
  assert.equal(await queue.size(), 3);
  ledger.dies = null;
  await queue.send();
  assert.deepEqual(ledger.requests, [keys, keys]);
  assert.equal(ledger.kept.size, 3);
  assert.equal(await queue.size(), 0);
});

test("the site may ask for patience", async () => {
  await uses(1);
  ledger.fails = new SiteError("too_often", { status: 429, retryAfter: 30_000 });
  await assert.rejects(queue.send(), { retryAfter: 30_000 });
  assert.equal(await queue.size(), 1);
});

test("one that is not taken holds up no others", async () => {
  const keys = await uses(5);
  const { redeem } = ledger;
  ledger.redeem = function (batch) {
    this.fails = batch.some(({ benefit }) => benefit === 3)
      ? new SiteError("unreadable", { status: 400, message: "Nicht lesbar." })
      : null;
    return redeem.call(this, batch);
  };
  await queue.send();
  assert.equal(await queue.size(), 0);
  assert.deepEqual(ledger.order, [1, 2, 4, 5]);
  const refused = (await queue.recent()).filter(({ state }) => state === "refused");
  assert.deepEqual(refused.map(({ key, message }) => [key, message]), [[keys[2], "Nicht lesbar."]]);
});

test("a device that was revoked keeps what waits and says so", async () => {
  const said = [];
  queue.onUnpaired = ({ code }) => said.push(code);
  await uses(1);
  ledger.fails = new SiteError("device_revoked", { status: 401 });
  await assert.rejects(queue.send());
  assert.deepEqual(said, ["device_revoked"]);
  assert.equal(await queue.size(), 1);
});

test("who waits at the till is told what the site says", async () => {
  ledger.answers = () => ({ state: "refused", error: "limit", message: "Schon genutzt." });
  const key = await use(1, { offline: false });
  const { state, message } = await queue.settle(key, 1_000);
  assert.deepEqual([state, message], ["refused", "Schon genutzt."]);
  assert.equal(await queue.size(), 0);
});

test("an answer that comes too late is one that was made without network", async () => {
  let answer;
  const { redeem } = ledger;
  ledger.redeem = function (batch) {
    const isFirst = this.requests.length === 0;
    this.answers = ({ offline }) => ({ state: offline ? "conflict" : "refused" });
    const said = redeem.call(this, batch);
    return isFirst ? new Promise((resolve) => (answer = () => resolve(said))) : said;
  };
  const key = await use(1, { offline: false });
  assert.equal(await queue.settle(key, 20), null);
  answer(); // "refused", but the guest has got it by now
  await queue.send();
  assert.equal(ledger.kept.get(key).answer.state, "conflict");
  assert.equal(await queue.size(), 0);
});

test("what was never sent is taken back without asking anybody", async () => {
  const [first, second] = await uses(2);
  assert.equal(await queue.takeBack(first), "undone");
  await queue.send();
  assert.deepEqual(ledger.requests, [[second]]);
  assert.deepEqual(ledger.undone, []);
});

test("what was sent is taken back by the site", async () => {
  const [key] = await uses(1);
  await queue.send();
  assert.equal(await queue.takeBack(key), "undone");
  assert.deepEqual(ledger.undone, [key]);
  assert.deepEqual((await queue.recent()).map(({ state }) => state), ["undone"]);

  ledger.takeBack = async () => {
    throw new SiteError("too_late", { status: 409 });
  };
  const late = await use(2);
  await queue.send();
  assert.equal(await queue.takeBack(late), "too_late");
});

test("what was not counted says why and can't be taken back", async () => {
  ledger.answers = () => ({ state: "conflict", error: "limit", message: "Schon genutzt." });
  const key = await use(1);
  assert.ok((await queue.recent())[0].canUndo);
  await queue.send();
  const [{ state, message, canUndo }] = await queue.recent();
  assert.deepEqual([state, message, canUndo], ["conflict", "Schon genutzt.", false]);

  // A list that was on the screen before the answer came still offers it.
  ledger.takeBack = async () => {
    throw new SiteError("conflict", { status: 409, message: "Nicht gezählt." });
  };
  assert.equal(await queue.takeBack(key), "not_counted");
  assert.deepEqual((await queue.recent()).map((one) => one.state), ["conflict"]);
});

test("taking back that the site refuses is no taking back", async () => {
  const [key] = await uses(1);
  await queue.send();
  ledger.takeBack = async () => {
    throw new SiteError("refused", { status: 403 });
  };
  assert.equal(await queue.takeBack(key), "not_undone");
  const [{ state, undo, canUndo }] = await queue.recent();
  assert.deepEqual([state, undo, canUndo], ["done", "not_undone", false]);
});

test("taking back waits for network behind what it takes back", { timeout: 10_000 }, async () => {
  const [key] = await uses(1);
  ledger.dies = new NoAnswerError();
  await assert.rejects(queue.send());
  ledger.fails = new NoAnswerError();
  assert.equal(await queue.takeBack(key), "waiting");
  assert.equal((await queue.recent())[0].state, "undone");
  await use(2);
  ledger.fails = ledger.dies = null;
  await queue.send();
  assert.deepEqual(ledger.undone, [key]);
  assert.deepEqual(ledger.order, [1, 2]);
  assert.ok(await queue.isEmpty());
});

test("an answer that names nothing of it is none", async () => {
  await uses(1);
  ledger.redeem = async () => [];
  await assert.rejects(queue.send());
  assert.equal(await queue.size(), 1);
});
