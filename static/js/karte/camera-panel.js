/* The buttons around a camera (templates/ehrenamtskarte/camera.html): on, off, light, another one. */

import { canHaveCamera, startReading } from "./camera.js";

const CHOSEN = "camera"; // of localStorage: the camera that was chosen on this device

/**
 * Brings the panel to life; `onText` gets each code that is read. What comes back switches the
 * camera on and off: `{ start(), stop(), readAgain(pause) }`; the last is that of `startReading`,
 * as is `onStill`.
 */
export function cameraPanel(panel, { onText, onStill = () => {}, decoder = "auto" }) {
  const part = (name) => panel.querySelector(`[data-camera-${name}]`);
  const [video, device, torch] = [panel.querySelector("video"), part("device"), part("torch")];
  let reading = null;
  let turn = 0; // whoever presses twice gets the last camera alone

  function say(code) {
    const words = code && panel.querySelector(`[data-camera-says="${code}"]`);
    part("problem").textContent = words ? words.content.textContent : "";
  }

  function show(isOn) {
    part("on").hidden = !isOn;
    part("off").hidden = isOn;
  }

  function stop() {
    turn += 1;
    reading?.stop();
    reading = null;
    onStill(false);
    show(false);
  }

  async function start(deviceId = remembered()) {
    stop();
    const mine = turn;
    say("");
    show(true);
    try {
      const begun = await startReading(video, { onText, onStill, onLost, deviceId, decoder });
      if (mine !== turn) {
        begun.stop();
        return;
      }
      reading = begun;
      torch.hidden = !begun.hasTorch;
      torch.setAttribute("aria-pressed", "false");
      await offerOthers(begun);
    } catch (error) {
      if (mine !== turn) {
        return;
      }
      if (error.code === "missing" && deviceId) {
        remember("");
        await start(""); // it was unplugged since
        return;
      }
      stop();
      say(error.code ?? "busy");
      part("start").focus();
    }
  }

  function onLost() {
    stop();
    say("busy");
  }

  async function offerOthers(begun) {
    const all = await begun.cameras();
    part("choice").hidden = all.length < 2;
    device.replaceChildren(
      ...all.map(({ deviceId, label }, place) => {
        const isOn = deviceId === begun.deviceId;
        return new Option(label || String(place + 1), deviceId, isOn, isOn);
      }),
    );
  }

  part("start").addEventListener("click", () => start());
  part("stop").addEventListener("click", () => {
    stop();
    part("start").focus();
  });
  device.addEventListener("change", () => {
    remember(device.value);
    start(device.value);
  });
  torch.addEventListener("click", async () => {
    const on = torch.getAttribute("aria-pressed") !== "true";
    await reading?.setTorch(on).then(
      () => torch.setAttribute("aria-pressed", String(on)),
      () => {}, // some cameras only say that they have a light
    );
  });
  window.addEventListener("pagehide", stop);
  panel.hidden = false;
  if (!canHaveCamera()) {
    part("start").disabled = true;
    say("unsupported");
  }
  return { start, stop, readAgain: (pause) => reading?.readAgain(pause) };
}

function remembered() {
  try {
    return localStorage.getItem(CHOSEN) ?? "";
  } catch {
    return ""; // storage is forbidden: the back camera will do
  }
}

function remember(deviceId) {
  try {
    localStorage.setItem(CHOSEN, deviceId);
  } catch {
    // likewise
  }
}
