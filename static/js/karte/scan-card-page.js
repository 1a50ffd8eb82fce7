/* The desk's page on which a card is scanned: what the camera reads is posted as if typed. */

import { cameraPanel } from "./camera-panel.js";

const form = document.querySelector("[data-scan-card]");
const camera = cameraPanel(form.querySelector("[data-camera]"), {
  onText(text) {
    camera.stop();
    form.elements.code.value = text;
    form.requestSubmit();
  },
});
