/* Says that somebody looks at this offer. Nothing about the person is sent or stored. */
const { seen } = document.querySelector("script[data-seen]").dataset;

const tell = () => navigator.sendBeacon(seen);

/* A tab that was opened in the background has not been looked at yet. */
if (document.visibilityState === "visible") {
  tell();
} else {
  document.addEventListener("visibilitychange", tell, { once: true });
}
