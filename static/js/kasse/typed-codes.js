/* Scanners that type: what they read comes as keys in quick succession, and Enter. */

const PAUSE = 500; // milliseconds after which it is somebody's fingers; a busy till is slow, too
const LEAST = 60; // letters; the shortest code has three hundred
const CODE = /(?:^|\D)([12]\d{60,1446})$/;

/**
 * The code in what a scanner has typed, as the fragment of its address, or null. Scanners often
 * take the keyboard for an American one ("HTTPSÖ--"); the digits are the same on all.
 */
export function codeIn(typed) {
  const match = CODE.exec(typed.trim());
  return match && `#${match[1]}`;
}

/** Calls `onCode` for each code that is typed while no field has the focus. */
export function listenToKeys(target, onCode) {
  let typed = "";
  let last = -Infinity;
  target.addEventListener("keydown", (event) => {
    const { key, timeStamp } = event;
    if (isField(event.target) || event.ctrlKey || event.altKey || event.metaKey) {
      typed = "";
      return;
    }
    if (timeStamp - last > PAUSE) {
      typed = "";
    }
    if (key.length === 1) {
      last = timeStamp;
      typed += key;
    } else if ((key === "Enter" || key === "Tab") && typed.length >= LEAST) {
      event.preventDefault(); // it is not meant for the button that has the focus
      const code = codeIn(typed);
      typed = "";
      onCode(code ?? "#");
    }
  });
}

function isField({ tagName = "", type = "" } = {}) {
  const isButton = ["button", "submit", "checkbox", "radio"].includes(type);
  return ["TEXTAREA", "SELECT"].includes(tagName) || (tagName === "INPUT" && !isButton);
}
