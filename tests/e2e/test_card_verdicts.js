/* What the tests have in the page: the modules, and the vectors' keys and lists. */
async (vectors) => {
  const modules = await Promise.all(
    ["errors", "keys", "numerals", "presentation", "status", "verdicts"].map(
      (name) => import(`/static/js/karte/${name}.js`),
    ),
  );
  window.karte = Object.assign({}, ...modules);
  karte.bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
  karte.hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  karte.known = await karte.IssuerKeySet.fromJwks(vectors.jwks);
  karte.lists = new Map();
  karte.read = [];
  for (const { name, address, token } of vectors.status_lists) {
    try {
      const signers = karte.known.ofList(address);
      const list = await karte.readStatusList(karte.bytes(token), { address, signers });
      const size = list.length;
      const withdrawn = [];
      for (let index = 0; index < size; index++) {
        if (list.isWithdrawn(index)) withdrawn.push(index);
      }
      karte.lists.set(name, list);
      karte.read.push({ name, error: null, size, withdrawn });
    } catch (error) {
      if (!(error instanceof karte.CredentialError)) throw error;
      karte.read.push({ name, error: error.code });
    }
  }
  karte.judgeAll = async (codes) => {
    const found = [];
    for (const { text, now, lists } of codes) {
      const asked = lists.map((name) => karte.lists.get(name));
      const verdict = await karte.judge(text, {
        keys: karte.known,
        lists: new Map(asked.map((list) => [list.address, list])),
        now: new Date(1000 * now),
      });
      const { claims } = verdict;
      const seconds = (moment) => moment && moment.getTime() / 1000;
      found.push({
        verdict: verdict.kind,
        colour: verdict.colour,
        reason: verdict.reason,
        issuer: verdict.issuer,
        list_as_of: seconds(verdict.listAsOf),
        on_phone: verdict.onPhone,
        claims: claims && {
          cti: karte.hex(claims.cti),
          name: claims.name,
          card_type: claims.cardType,
          status_index: claims.statusIndex,
          expires: seconds(claims.expires),
          not_before: seconds(claims.notBefore),
          valid_until: claims.validUntil,
          valid_from: claims.validFrom,
          holder_key: claims.holderKey && karte.hex(claims.holderKey),
        },
      });
    }
    return found;
  };

  karte.taken = (jwks) =>
    Promise.all(jwks.map(async (jwk) => (await karte.IssuerKeySet.fromJwks({ keys: [jwk] })).size === 1));

  karte.bitsOrError = async (lists) => {
    const found = [];
    for (const [address, token] of lists) {
      const signers = karte.known.ofList(address);
      try {
        const { bits } = await karte.readStatusList(karte.bytes(token), { address, signers });
        found.push(karte.hex(bits));
      } catch (error) {
        if (!(error instanceof karte.CredentialError)) throw error;
        found.push(error.code);
      }
    }
    return found;
  };

  karte.kindsOfAltered = async (codes, now) => {
    let state = 20261121;
    const chance = (below) => {
      // mulberry32
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    };
    const list = karte.lists.get("lünen");
    const known = { keys: karte.known, lists: new Map([[list.address, list]]), now: new Date(now) };
    const kinds = new Set();
    for (let round = 0; round < 4_000; round++) {
      const whole = codes[round % codes.length];
      const data = karte.bytes(whole);
      for (let times = 1 + chance(3); times > 0; times--) {
        data[chance(data.length)] ^= 1 + chance(255);
      }
      const code = chance(4) ? data : data.slice(0, chance(data.length));
      if (karte.hex(code) !== whole) {
        kinds.add((await karte.judge(code, known)).kind);
      }
    }
    return [...kinds];
  };
}
