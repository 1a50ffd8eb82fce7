/*
 * Saves a form while one types: a moment after the last key, and when one leaves. Without this the
 * buttons save. What was saved becomes what "stood there before", so that only what changes after
 * it is written again.
 */
const form = document.querySelector("form[data-saves]");
const status = form.querySelector("[data-status]");
const before = form.querySelector("[data-before]");
const PAUSE = 1200;
const RETRY = 6000;

let timer = 0;
let isDirty = false;
let isSaving = false;
let isLeaving = false;

/* A file would be sent again with every pause; the buttons send it. */
const typed = () => {
  const sent = new FormData(form);
  for (const { name } of form.querySelectorAll('input[type="file"]')) {
    sent.delete(name);
  }
  sent.set("do", "tippen");
  return sent;
};

const isOwn = ([name]) => !name.startsWith("initial-") && name !== "csrfmiddlewaretoken";

const remember = (sent) => {
  const fields = [...sent.entries()].filter(isOwn).map(([name, value]) => {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = `initial-${name}`;
    field.value = value;
    return field;
  });
  before.replaceChildren(...fields);
};

const later = (pause) => {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
};

async function save() {
  if (isSaving || !isDirty || isLeaving) {
    return;
  }
  isSaving = true;
  isDirty = false;
  const sent = typed();
  try {
    const response = await fetch(form.action, { method: "POST", body: sent });
    if (response.redirected || response.status === 403 || response.status === 404) {
      status.textContent = form.dataset.refused;
      return;
    }
    const answer = await response.json();
    if (answer.error) {
      status.textContent = answer.error;
      return;
    }
    sent.delete("do");
    taken(answer, sent);
  } catch {
    isDirty = true;
    status.textContent = form.dataset.failed;
    later(RETRY);
  } finally {
    isSaving = false;
  }
  if (isDirty) {
    later(PAUSE);
  }
}

function taken(answer, sent) {
  status.textContent = answer.saved;
  if (!answer.url) {
    return;
  }
  remember(sent);
  for (const [name, mark] of Object.entries(answer.rows)) {
    form.querySelector(`input[name="${name}-before"]`).value = mark;
  }
  if (form.getAttribute("action") !== answer.url) {
    form.action = answer.url;
    history.replaceState(null, "", answer.url);
  }
}

form.addEventListener("input", () => {
  isDirty = true;
  later(PAUSE);
});

/* The button that was pressed saves by itself. */
form.addEventListener("submit", () => {
  isLeaving = true;
  clearTimeout(timer);
});

addEventListener("pagehide", () => {
  if (isDirty && !isLeaving) {
    navigator.sendBeacon(form.action, typed());
  }
});

addEventListener("pageshow", () => {
  isLeaving = false;
});
