/*
 * Enhancement of lists with filters: htmx exchanges form and results at every change; this keeps
 * addresses short, what is folded out folded out, and the keyboard where it was.
 */
const FINDER = "finder";
const HEADING = "ergebnis";

let unfolded = new Map();
let fromPanel = false;

function finder() {
  return document.getElementById(FINDER);
}

document.addEventListener("htmx:configRequest", (event) => {
  const data = event.detail.formData;
  for (const [name, value] of [...data.entries()]) {
    if (value === "") {
      data.delete(name);
    }
  }
  if (data.get("wo") === null) {
    data.delete("umkreis");
  }
  const trigger = event.detail.triggeringEvent;
  fromPanel = trigger?.submitter?.id === "f-zeigen";
});

document.addEventListener("htmx:beforeSwap", () => {
  unfolded = new Map(
    [...(finder()?.querySelectorAll("details[id]") ?? [])].map((one) => [one.id, one.open]),
  );
});

document.addEventListener("htmx:afterSwap", () => {
  for (const [id, open] of unfolded) {
    const details = document.getElementById(id);
    if (details) {
      details.open = open || (details.open && id !== "f-filter");
    }
  }
  const heading = document.getElementById(HEADING);
  const status = document.getElementById("meldung");
  if (heading && status) {
    status.textContent = heading.textContent.trim();
  }
  if (fromPanel) {
    document.getElementById("f-filter").open = false;
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: "start" });
  } else if (document.activeElement === document.body) {
    // What had the focus (a chip) is gone with what it stood for.
    heading?.focus({ preventScroll: true });
  }
});
