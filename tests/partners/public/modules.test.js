/* What the pages of the shops decide in the browser. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";

import { forget, isKept, kept, toggle } from "../../../static/js/partner/kept.js";
import { clockOf, openNow } from "../../../static/js/partner/opening-times.js";

const CASES = JSON.parse(readFileSync(new URL("opening.json", import.meta.url), "utf8"));

beforeEach(() => {
  const store = new Map();
  globalThis.localStorage = {
    getItem: (name) => store.get(name) ?? null,
    setItem: (name, value) => store.set(name, value),
  };
});

test("a place is open when Python says so", () => {
  for (const { times, weekday, minute, holiday, open, until, opens } of CASES) {
    const found = openNow(times, { weekday, minute, isHoliday: holiday });
    assert.deepEqual(found, open ? { isOpen: true, until } : { isOpen: false, opens });
  }
});

test("the clock is that of the place", () => {
  assert.deepEqual(clockOf(new Date("2026-03-01T23:30:00Z")), { weekday: 0, minute: 30 });
  assert.deepEqual(clockOf(new Date("2026-07-01T10:05:00Z")), { weekday: 2, minute: 725 });
});

test("what is remembered is forgotten by the same touch", () => {
  assert.equal(toggle(7, "Bäckerei"), true);
  assert.equal(toggle(9, "Bad"), true);
  assert.deepEqual(kept(), [{ key: 7, name: "Bäckerei" }, { key: 9, name: "Bad" }]);
  assert.equal(toggle(7, "Bäckerei"), false);
  assert.equal(isKept(9), true);
  forget([9]);
  assert.deepEqual(kept(), []);
});

test("a browser that keeps nothing or rubbish remembers nothing, and nothing breaks", () => {
  for (const rubbish of ["{", "null", '{"key": 1}', '[{"key": "1"}, 5, null]']) {
    localStorage.setItem("partner-gemerkt", rubbish);
    assert.deepEqual(kept(), []);
  }
  globalThis.localStorage = { getItem: () => null, setItem: () => { throw new Error("full"); } };
  assert.equal(toggle(7, "Bäckerei"), false);
});

test("the oldest make room", () => {
  for (let key = 1; key <= 65; key += 1) {
    toggle(key, "");
  }
  assert.equal(kept().length, 60);
  assert.equal(isKept(65), true);
  assert.equal(isKept(1), false);
});
