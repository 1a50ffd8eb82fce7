/* The scanner's other modules that decide something. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { InView } from "../../../static/js/karte/camera.js";
import { verdictOfNumber } from "../../../static/js/kasse/numbers.js";
import { isOffered } from "../../../static/js/kasse/offering.js";
import { pairingCodeIn } from "../../../static/js/kasse/pairing.js";
import { isPin, waitAfter } from "../../../static/js/kasse/pin.js";
import { NoAnswerError, Site } from "../../../static/js/kasse/site.js";
import { Till } from "../../../static/js/kasse/till.js";
import { codeIn, listenToKeys } from "../../../static/js/kasse/typed-codes.js";

const VECTORS = new URL("../../../docs/partner-benefits/vectors.json", import.meta.url);
const DIGITS = "1".padEnd(310, "4738");

test("benefits are offered when Python offers them", () => {
  const { cases } = JSON.parse(readFileSync(VECTORS, "utf8"));
  assert.ok(cases.length > 30);
  for (const { name, benefit, card_type: cardType, at, offered } of cases) {
    assert.equal(isOffered(benefit, cardType, new Date(at)), offered, name);
  }
});

test("codes are found in what scanners type", () => {
  for (const typed of [
    `HTTPS://KARTE.EXAMPLE/K#${DIGITS}`,
    `httpsÖ--KARTE.EXAMPLE-K§${DIGITS}`, // a German keyboard that was taken for an American one
    `]Q1HTTPS://KARTE.EXAMPLE/K#${DIGITS} `,
    `#${DIGITS}`,
    DIGITS,
  ]) {
    assert.equal(codeIn(typed), `#${DIGITS}`, typed.slice(0, 30));
  }
  for (const typed of ["", "12345", "4006381333931", `3${DIGITS.slice(1)}`, "x".repeat(400)]) {
    assert.equal(codeIn(typed), null, typed.slice(0, 30));
  }
});

test("a scanner's keys are told from fingers, and its Enter presses nothing", () => {
  const target = new EventTarget();
  const found = [];
  listenToKeys(target, (code) => found.push(code));
  let now = 0;
  function press(key, pause, where = {}) {
    now += pause;
    const event = new Event("keydown", { cancelable: true });
    Object.defineProperties(event, {
      key: { value: key },
      timeStamp: { value: now },
      target: { value: where },
    });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  }
  const type = (text, pause, where) => [...text].forEach((letter) => press(letter, pause, where));

  type(`HTTPS://K.EXAMPLE/K#${DIGITS}`, 10);
  press("Shift", 10);
  assert.ok(press("Enter", 10));
  assert.deepEqual(found, [`#${DIGITS}`]);

  type(DIGITS, 600); // somebody very patient
  assert.ok(!press("Enter", 10));
  type(DIGITS, 10, { tagName: "INPUT", type: "text" });
  assert.ok(!press("Enter", 10));
  assert.equal(found.length, 1);

  type("4006381333931".repeat(6), 10); // no code of ours: said to be unreadable
  assert.ok(press("Enter", 10));
  assert.deepEqual(found.slice(1), ["#"]);
});

test("a PIN is what Django's hasher has written", async () => {
  // django.contrib.auth.hashers.PBKDF2PasswordHasher().encode("4711", "Salz", iterations=1000)
  const kept = "pbkdf2_sha256$1000$Salz$22CUIV8uw0rjzcz+YRuH9S5d5r52w3n0DUzlccss3Z8=";
  assert.ok(await isPin("4711", kept));
  assert.ok(!(await isPin("4712", kept)));
  assert.ok(!(await isPin("4711", kept.replace("sha256", "sha1"))));
});

test("who tries many PINs waits longer and longer", () => {
  assert.deepEqual([0, 5, 6, 7, 8].map(waitAfter), [0, 0, 30_000, 60_000, 120_000]);
  assert.equal(waitAfter(50), 15 * 60_000);
});

test("pairing codes are found in addresses and as they are typed", () => {
  const code = "K7PQ-4MXR-9TDF";
  assert.equal(pairingCodeIn(`https://karte.example/partner/scannen/#koppeln=${code}`), code);
  assert.equal(pairingCodeIn(` ${code} `), code);
  assert.equal(pairingCodeIn("k7pq4mxr9tdf"), "k7pq4mxr9tdf");
  for (const other of ["", `HTTPS://KARTE.EXAMPLE/K#${DIGITS}`, "https://example.org/", "K7PQ"]) {
    assert.equal(pairingCodeIn(other), null);
  }
});

test("a clock that is known to be wrong turns nothing green, nor calls a card too old", () => {
  const till = new Till({ token: "" }, null);
  const verdict = (kind) => ({ kind, colour: "any", claims: {} });
  assert.equal(till.soberly(verdict("valid")).kind, "valid");
  till.clockOff = -24 * 60 * 60_000;
  for (const kind of ["valid", "valid_old_list", "screenshot", "expired", "not_yet_valid"]) {
    const { kind: said, colour } = till.soberly(verdict(kind));
    assert.deepEqual([said, colour], ["clock_wrong", "grey"]);
  }
  for (const kind of ["revoked", "forged", "unknown_issuer", "unreadable"]) {
    assert.equal(till.soberly(verdict(kind)).kind, kind);
  }
});

test("what the site says of a number looks like any verdict", () => {
  const person = { name: "Erika Mustermann", valid_until: "2029-12-31", card_type: 0 };
  const said = { verdict: "valid", ...person, issued_by: "Stadt Lünen" };
  const { kind, colour, claims, issuer, onPhone } = verdictOfNumber(said);
  assert.deepEqual([kind, colour, onPhone], ["valid", "green", false]);
  assert.deepEqual(issuer, { name: "Stadt Lünen", association: "" });
  assert.equal(claims.expires.toISOString().slice(0, 10), "2029-12-31");
  assert.equal(verdictOfNumber({ ...said, valid_until: null }).claims.validUntil, null);
  assert.equal(verdictOfNumber({ verdict: "revoked" }).claims, null);
});

test("a code that stays in view is read once, and again after a pause or a moment away", () => {
  const view = new InView();
  assert.deepEqual(view.newOf(["A"], 0), ["A"]);
  assert.deepEqual(view.newOf([], 900), []); // out of focus
  assert.deepEqual(view.newOf(["A", "B"], 1_000), ["B"]);
  assert.ok(view.hasAny(1_600));
  assert.ok(!view.hasAny(1_800));
  assert.deepEqual(view.newOf(["A"], 3_000), []);
  view.readAgain(3_000, 3_000);
  assert.deepEqual(view.newOf(["A"], 3_500), []);
  assert.deepEqual(view.newOf(["A"], 5_900), ["A"]); // was away for longer than a moment
  assert.deepEqual(view.newOf(["A"], 8_000), []);
  view.readAgain(8_000, 1_000);
  for (const now of [8_400, 8_800]) {
    assert.deepEqual(view.newOf(["A"], now), []);
  }
  assert.deepEqual(view.newOf(["A"], 9_100), ["A"]);
  assert.deepEqual(view.newOf(["A"], 11_000), []);
});

test("only answers of the site count as answers", async () => {
  const answering = (body, init) => new Site("/geraet/", async () => new Response(body, init));
  assert.deepEqual(await answering('{"now": "x"}').state(), { now: "x" });
  const refusal = answering('{"error": "device_revoked"}', { status: 401 });
  await assert.rejects(refusal.state(), { code: "device_revoked", status: 401 });
  const patience = answering("{}", { status: 429, headers: { "Retry-After": "7" } });
  await assert.rejects(patience.state(), { retryAfter: 7_000 });
  for (const nothing of [
    answering("<html>Willkommen im WLAN</html>"),
    answering('{"error": "broken"}', { status: 503 }),
    answering('"x"'),
    new Site("/geraet/", async () => {
      throw new TypeError("Failed to fetch");
    }),
  ]) {
    await assert.rejects(nothing.state(), NoAnswerError);
  }
  await assert.rejects(answering("{}").redeem([]), NoAnswerError);
});
