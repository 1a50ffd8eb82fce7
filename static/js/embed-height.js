/* In the frame: tells the page around it how tall the list is. It is told to whoever is there, because a
   height is no secret. */
const content = document.querySelector(".embed");

const tell = () => {
  window.parent.postMessage({ ehrenamtsverbund: { height: content.offsetHeight } }, "*");
};

if (content && window.parent !== window) {
  new ResizeObserver(tell).observe(content);
  window.addEventListener("message", (event) => {
    if (event.source === window.parent && event.data?.ehrenamtsverbund?.ask === "height") {
      tell();
    }
  });
}
