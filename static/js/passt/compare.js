/* No more ticks than fit side by side. Without a script, the page that compares says what it left out. */
function tick() {
  const form = document.getElementById("vergleich");
  if (!form) {
    return;
  }
  const boxes = [...document.querySelectorAll('[form="vergleich"]')];
  const isFull = boxes.filter((box) => box.checked).length >= Number(form.dataset.most);
  for (const box of boxes) {
    box.disabled = isFull && !box.checked;
  }
  const words = form.querySelector("[data-full]");
  words.dataset.open ??= words.textContent;
  const now = isFull ? words.dataset.full : words.dataset.open;
  if (words.textContent !== now) {
    words.textContent = now;
  }
}

document.addEventListener("change", tick);
document.addEventListener("htmx:afterSwap", tick);
document.addEventListener("kept-cards", tick);
window.addEventListener("pageshow", tick);
tick();
