/* The camera in a part of the page, and the screen that it shall not let go dark. */

import { cameraPanel } from "../karte/camera-panel.js";

/** `startIfAllowed` starts it without a touch where that was allowed before. */
export function camera(part, onText, onStill) {
  const panel = cameraPanel(part.querySelector("[data-camera]"), { onText, onStill });
  async function startIfAllowed() {
    const asked = navigator.permissions?.query({ name: "camera" });
    const permission = await asked?.catch(() => null); // not all browsers can be asked
    if (permission?.state === "granted") {
      await panel.start();
    }
  }
  return { ...panel, startIfAllowed };
}

/** Ask that the screen stays on; browsers forget it whenever the page is hidden. */
export function keepAwake() {
  navigator.wakeLock?.request("screen").catch(() => {});
}
