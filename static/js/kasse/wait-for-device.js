/* The page with a pairing code says when the device is paired, and leads back to the list. */

const EVERY = 2_000; // milliseconds

const pairing = document.querySelector("[data-progress]");
const { progress, then } = pairing.dataset;

async function look() {
  const answer = await fetch(progress).catch(() => null);
  const { paired = false, over = false } = answer?.ok ? await answer.json() : {};
  pairing.querySelector("[data-paired]").hidden = !paired;
  pairing.querySelector("[data-over]").hidden = !over;
  if (paired) {
    location.assign(then);
  } else if (!over) {
    setTimeout(look, EVERY);
  }
}

look();
