/*
 * Whoever presses back twice may do so before htmx listens; the address then has changed and the
 * page has not. Looked at once htmx listens, which it does from the same event, before this.
 */
const withoutFragment = (address) => address.split("#", 1)[0];

document.addEventListener("DOMContentLoaded", () => {
  const [arrival] = performance.getEntriesByType("navigation");
  if (arrival && withoutFragment(arrival.name) !== withoutFragment(location.href)) {
    location.reload();
  }
});
