/* What a till asks of the site (docs/scanner.md, docs/redeeming.md). */

const PATIENCE = 15_000; // milliseconds for an answer

/** The site has refused; `code` is stable, `message` says it to people. */
export class SiteError extends Error {
  constructor(code, { status, message = "", retryAfter = 0 } = {}) {
    super(message);
    this.name = "SiteError";
    Object.assign(this, { code, status, retryAfter });
  }
}

/** No answer, or none of ours: no network, a broken server, the log-in page of some hotspot. */
export class NoAnswerError extends Error {}

export class Site {
  token = "";

  /** `root` is the address below which all others lie. */
  constructor(root, fetcher = (...asked) => fetch(...asked)) {
    Object.assign(this, { root, fetcher });
  }

  /** `{ token, device, partner, pin }` for the code of the owner's screen. */
  pair(code) {
    return this.#ask("koppeln/", { code });
  }

  /** What the till has to know: the time, its name, the shop's benefits. */
  state() {
    return this.#ask("stand/");
  }

  /** What a card may use now: `{ verdict, benefits: [{ id, left }] }`. */
  usable(code, patience) {
    return this.#ask("nutzbar/", { code }, patience);
  }

  /** The results of redemptions in their order, each `{ key, state, error, message, left }`. */
  async redeem(uses, now = new Date()) {
    const sent = { sent_at: now.toISOString(), redemptions: uses };
    const { results } = await this.#ask("einloesungen/", sent);
    if (!Array.isArray(results)) {
      throw new NoAnswerError();
    }
    return results;
  }

  takeBack(key) {
    return this.#ask("ruecknahme/", { key });
  }

  /** `{ verdict, name, valid_until, card_type, issued_by }` of the card with that number. */
  number(number) {
    return this.#ask("nummer/", { number });
  }

  async #ask(name, body, patience = PATIENCE) {
    let answer;
    try {
      answer = await this.fetcher(this.root + name, {
        method: body ? "POST" : "GET",
        headers: {
          ...(body && { "Content-Type": "application/json" }),
          ...(this.token && { Authorization: `Bearer ${this.token}` }),
        },
        body: body && JSON.stringify(body),
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        signal: AbortSignal.timeout(patience),
      });
    } catch (error) {
      throw new NoAnswerError("", { cause: error });
    }
    const said = await answer.json().catch(() => null);
    if (said === null || typeof said !== "object" || answer.status >= 500) {
      throw new NoAnswerError(String(answer.status));
    }
    if (!answer.ok) {
      throw new SiteError(said.error ?? said.code ?? "refused", {
        status: answer.status,
        message: said.message,
        retryAfter: 1_000 * (Number(answer.headers.get("Retry-After")) || 0),
      });
    }
    return said;
  }
}
