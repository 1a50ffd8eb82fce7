/* What the scanner says where keys or lists are missing, old or altered: never green. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Knowledge } from "../../../static/js/karte/knowledge.js";
import { judge } from "../../../static/js/karte/verdicts.js";

const VECTORS = JSON.parse(
  readFileSync(new URL("../../../docs/card-credential/vectors.json", import.meta.url), "utf8"),
);
const ADDRESSES = { own: "/jwks.json", trusted: "/trusted.json" };
const HOUR = 60 * 60_000;
const VALID = VECTORS.codes.find(({ name }) => name === "valid");
const NOW = new Date(1000 * VALID.now);
const LIST = VECTORS.status_lists.find(({ name }) => name === VALID.lists[0]);
const TOKEN = Uint8Array.from(LIST.token.match(/../g), (byte) => parseInt(byte, 16));
const OWN = JSON.stringify(VECTORS.jwks);

class Drawer extends Map {
  async put(key, value) {
    this.set(key, value);
  }
  improve(key, value) {
    return this.put(key, value);
  }
}

/* A till that has asked a site which hands out these keys and this list; null: no answer. */
async function tillThatAsked({ keys = OWN, list = TOKEN }, known = new Knowledge(new Drawer(), ADDRESSES)) {
  const answers = { "/jwks.json": keys, "/trusted.json": null };
  answers[new URL(LIST.address).pathname] = list;
  globalThis.fetch = async (address) => {
    if (answers[address] == null) throw new TypeError("Failed to fetch");
    return new Response(answers[address]);
  };
  await known.refresh(NOW).catch(() => {});
  return known;
}

const said = (known, now = NOW) => judge(VALID.text, { keys: known.keys, lists: known.lists, now });

function altered(bytes, at) {
  const copy = bytes.slice();
  copy[at] ^= 1;
  return copy;
}

test("with keys and a fresh list the card is green", async () => {
  assert.equal((await said(await tillThatAsked({}))).colour, "green");
});

test("without keys, or with keys that are none, its issuer is not known", async () => {
  const others = VECTORS.jwks.keys.filter(({ status_list: list }) => list !== LIST.address);
  for (const keys of [null, "<html>", "{}", '{"keys": 1}', JSON.stringify({ keys: others })]) {
    const { kind, colour } = await said(await tillThatAsked({ keys }));
    assert.deepEqual([kind, colour], ["unknown_issuer", "grey"], String(keys).slice(0, 20));
  }
});

test("without a list, or with one that was altered anywhere, it is not green", async () => {
  const broken = [null, new Uint8Array(), TOKEN.slice(0, -1)];
  for (let at = 0; at < TOKEN.length; at += 7) broken.push(altered(TOKEN, at));
  for (const list of broken) {
    assert.equal((await said(await tillThatAsked({ list }))).kind, "valid_old_list");
  }
});

test("a list of yesterday is yellow and says of when it is", async () => {
  const known = await tillThatAsked({});
  const { issuedAt } = known.lists.get(LIST.address);
  const { colour, listAsOf } = await said(known, new Date(issuedAt.getTime() + 25 * HOUR));
  assert.deepEqual([colour, listAsOf.getTime()], ["yellow", issuedAt.getTime()]);
});

test("an altered list does not take the place of a good one", async () => {
  const known = await tillThatAsked({});
  await tillThatAsked({ list: altered(TOKEN, TOKEN.length - 1) }, known);
  assert.equal((await said(known)).colour, "green");
});
