/* When what waits in the queue is sent: now if it can be, else again after a while. */

const AGAIN = 20_000; // milliseconds after which sending is tried again

export class Sending {
  #again = null;

  constructor(queue, till) {
    Object.assign(this, { queue, till });
  }

  async now() {
    clearTimeout(this.#again);
    if (!this.till.isPaired || (await this.queue.isEmpty())) {
      return;
    }
    try {
      await this.queue.send();
    } catch (error) {
      this.soon(error.retryAfter);
    }
  }

  soon(after = AGAIN) {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.now(), after || AGAIN);
  }
}
