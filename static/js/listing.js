/*
 * Enhancement of lists with filters: htmx exchanges form and results at every change; this keeps
 * addresses short, what is folded out folded out, and reader and keyboard where they were.
 */
let unfolded = new Map();
let focused = "";
let scrolled = 0;
let fromPanel = false;

const byId = (id) => document.getElementById(id);

/* Text is searched for when it is finished: by the button or by Enter. */
document.addEventListener("htmx:confirm", (event) => {
  const trigger = event.detail.triggeringEvent;
  if (trigger?.type === "change" && trigger.target.type === "text") {
    event.preventDefault();
  }
});

document.addEventListener("htmx:configRequest", (event) => {
  const data = event.detail.formData;
  for (const [name, value] of [...data.entries()]) {
    if (value === "") {
      data.delete(name);
    }
  }
  fromPanel = event.detail.triggeringEvent?.submitter?.id === "f-zeigen";
});

document.addEventListener("htmx:beforeSwap", () => {
  const details = [...document.querySelectorAll(".finder details[id]")];
  unfolded = new Map(details.map((one) => [one.id, one.open]));
  focused = document.activeElement?.id ?? "";
  scrolled = window.scrollY;
});

document.addEventListener("htmx:afterSwap", () => {
  for (const [id, open] of unfolded) {
    const details = byId(id);
    if (details) {
      details.open = open || (details.open && id !== "f-filter");
    }
  }
  const heading = byId("ergebnis");
  byId("meldung").textContent = heading.textContent.trim();
  if (fromPanel) {
    byId("f-filter").open = false;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
    return;
  }
  // What had the focus may be gone with what it stood for (a chip).
  (byId(focused) ?? heading).focus({ preventScroll: true });
  window.scrollTo({ top: scrolled, behavior: "instant" });
});
