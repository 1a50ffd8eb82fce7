/* The page of what one remembers: keys go to the server without any cookie, cards come back. */
export function fillKeptPage({ kept, forget }) {
  const page = document.querySelector("[data-kept-page]");
  const part = (name) => page.querySelector(`[data-kept-${name}]`);

  async function show() {
    const list = kept();
    part("empty").hidden = list.length > 0;
    part("tools").hidden = list.length === 0;
    if (list.length === 0) {
      part("cards").replaceChildren();
      part("gone").hidden = true;
      return;
    }
    const body = new URLSearchParams(list.map(({ key }) => ["p", key]));
    const response = await fetch(page.dataset.keptPage, { method: "POST", body, credentials: "omit" });
    if (!response.ok) {
      throw new Error(String(response.status));
    }
    part("cards").innerHTML = await response.text();
    const found = new Set([...page.querySelectorAll("[data-keep]")].map((one) => Number(one.dataset.keep)));
    const gone = list.filter(({ key }) => !found.has(key));
    part("gone").hidden = gone.length === 0;
    part("gone-names").textContent = gone.map(({ name }) => name).join(", ");
    part("forget").onclick = () => {
      forget(gone.map(({ key }) => key));
      show().catch(fail);
    };
    document.dispatchEvent(new Event("kept-cards"));
  }

  function fail() {
    part("failed").hidden = false;
  }

  part("clear").addEventListener("click", () => {
    forget(kept().map(({ key }) => key));
    show().catch(fail);
  });
  show().catch(fail);
}
