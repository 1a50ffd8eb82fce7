/* The hearts: remember something in this browser. Without a script there are none. */
export function wireHearts({ kept, isKept, toggle }) {
  function show() {
    for (const button of document.querySelectorAll("[data-keep]")) {
      const isPressed = isKept(Number(button.dataset.keep));
      button.setAttribute("aria-pressed", String(isPressed));
      button.hidden = false;
      const label = button.querySelector(".kern-label");
      if (label && button.dataset.kept) {
        button.dataset.unkept ??= label.textContent;
        label.textContent = isPressed ? button.dataset.kept : button.dataset.unkept;
      }
    }
    for (const link of document.querySelectorAll("[data-kept-link]")) {
      link.hidden = kept().length === 0;
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-keep]");
    if (button) {
      toggle(Number(button.dataset.keep), button.dataset.name);
      show();
    }
  });
  document.addEventListener("htmx:afterSwap", show);
  document.addEventListener("kept-cards", show);
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", show);
  show();
}
