/* For other people's pages: gives each of our frames the height of what is in it. Plain and small, because
   it runs where we are guests; a frame is only listened to where it comes from our own site. */
(() => {
  const PATH = /\/angebote\/(\d+\/)?einbettung\/$/;
  const TALLEST = 20000;

  const addressOf = (frame) => {
    try {
      return new URL(frame.src, document.baseURI);
    } catch {
      return null;
    }
  };

  const frames = () =>
    [...document.querySelectorAll("iframe[src*='einbettung/']")].filter((frame) => {
      const address = addressOf(frame);
      return address !== null && PATH.test(address.pathname);
    });

  window.addEventListener("message", (event) => {
    const height = event.data?.ehrenamtsverbund?.height;
    if (!Number.isFinite(height)) {
      return;
    }
    for (const frame of frames()) {
      if (frame.contentWindow === event.source && addressOf(frame).origin === event.origin) {
        frame.style.height = `${Math.min(Math.max(Math.ceil(height), 0), TALLEST)}px`;
      }
    }
  });

  /* Frames that were there first have spoken already: ask them again. The question is no secret; with an
     address it would make a warning in our host's console for each frame that has not begun to load. */
  const ask = () => {
    for (const frame of frames()) {
      frame.contentWindow?.postMessage({ ehrenamtsverbund: { ask: "height" } }, "*");
    }
  };
  ask();
  window.addEventListener("load", ask);
})();
