/* The card that is dealt with, and what is learned of it while it is on the screen. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Serving } from "../../../static/js/kasse/serving.js";
import { Till } from "../../../static/js/kasse/till.js";

const AT = new Date("2026-11-21T09:40:00Z");
const COFFEE = { id: 7, title: "Kaffee", for_standard: true, weekdays: 127 };
const VALID = { kind: "valid", colour: "green", claims: { cardType: 0 } };

let site, till, screens, signals, serving;

beforeEach(() => {
  site = {
    token: "x",
    state: async () => ({ now: new Date().toISOString(), device: {}, benefits: [COFFEE] }),
    usable: async () => ({ verdict: "valid", benefits: [{ id: 7, left: 1 }] }),
  };
  till = new Till(site, { put: async () => {} });
  screens = {
    current: "ready",
    told: [],
    left: [],
    showVerdict(verdict, offers, { benefits }) {
      this.current = "verdict";
      this.told.push([verdict.kind, benefits, offers.map(({ id }) => id)]);
    },
    showLeft(left) {
      this.left.push([...left]);
    },
  };
  signals = [];
  serving = new Serving({
    till,
    site,
    screens,
    signal: (colour) => signals.push(colour),
    noticed: () => null,
    redeem: () => {},
    isOnline: () => true,
  });
});

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
const begin = (facts) => serving.begin({ code: "#1", at: AT, verdict: VALID, cti: "1", ...facts });

test("the first card after pairing asks for the benefits and gets them", async () => {
  begin();
  assert.deepEqual(screens.told.at(-1), ["valid", "asked", []]);
  await soon();
  assert.deepEqual(screens.told.at(-1), ["valid", "known", [7]]);
  assert.deepEqual(screens.left.at(-1), [[7, 1]]);
  assert.ok(serving.isOpen);
  assert.deepEqual(signals, ["green"]);
});

test("benefits that come from elsewhere appear on the screen, and nothing new is not said", async () => {
  serving.isOnline = () => false;
  begin();
  assert.deepEqual(screens.told, [["valid", "unknown", []]]);
  await till.refresh();
  serving.benefitsCame();
  assert.deepEqual(screens.told.at(-1), ["valid", "known", [7]]);
  await till.refresh();
  serving.benefitsCame();
  assert.equal(screens.told.length, 2);
});

test("without an answer it says that the benefits are not known", async () => {
  site.state = site.usable = async () => {
    throw new Error();
  };
  begin();
  await soon();
  assert.deepEqual(screens.told.at(-1), ["valid", "unknown", []]);
});

test("the site's verdict takes the place of the till's, unless another card is there", async () => {
  await till.refresh();
  site.usable = async () => ({ verdict: "revoked", benefits: [] });
  begin();
  serving.end();
  begin({ cti: "2" });
  await soon();
  assert.deepEqual(screens.told.map(([kind]) => kind), ["valid", "valid", "revoked"]);
  assert.deepEqual(signals, ["green", "green", "red"]);
  assert.ok(!serving.isOpen);
});

test("the newest code of the same phone is the one that is redeemed", () => {
  begin();
  serving.renew("2", { code: "#3", at: AT });
  serving.renew("1", { code: "#2", at: AT });
  assert.equal(serving.end().code, "#2");
});
