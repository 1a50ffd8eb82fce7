/* Reads QR codes with a camera: by the browser's own decoder, else by WebAssembly of our origin.

   const reading = await startReading(video, { onText, onStill, onLost, deviceId, decoder });
   reading.stop();                    // camera off; again does no harm
   reading.readAgain(pause);          // what is in view counts as new soon (`InView`)
   await reading.setTorch(true);      // only where reading.hasTorch
   await reading.cameras();           // [{ deviceId, label }], for a choice
   reading.deviceId                   // the camera that is on

   onText(text) is called once for each code that comes into view, and again for the same one when
   it has been out of view for AWAY milliseconds. onStill(isStill) says with each picture whether one
   is in view that was told already. onLost() tells that the camera was taken away.
   decoder: "auto" (the browser's own, if it has one), "native" or "wasm". The page's view needs
   `core.content_security.reads_codes` for the latter. Failures are a CameraError with a code. */

const LONGEST = 1280; // dots of the longer side that a decoder gets; a code needs 4 a module
const PAUSE = 60; // milliseconds between two pictures, in which the page can breathe
const AWAY = 2_500;
const AWAY_FOR_A_MOMENT = 700; // of a code that is to be read again; a blurred picture is shorter

/** Why nothing is read: `unsupported`, `denied`, `missing`, `busy`, `no_decoder`. */
export class CameraError extends Error {
  constructor(code, cause) {
    super(code, { cause });
    this.name = "CameraError";
    this.code = code;
  }
}

const CODES = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** Whether the page can have a camera at all: only over https, and where the browser knows how. */
export function canHaveCamera() {
  return Boolean(navigator.mediaDevices?.getUserMedia);
}

export async function startReading(
  video,
  { onText, onStill = () => {}, onLost = () => {}, deviceId = "", decoder = "auto" },
) {
  const stream = await openCamera(deviceId);
  const [track] = stream.getVideoTracks();
  let isOn = true;
  let timer = null;

  function stop() {
    isOn = false;
    clearTimeout(timer);
    track.removeEventListener("ended", lost);
    stream.getTracks().forEach((one) => one.stop());
    if (video.srcObject === stream) {
      video.srcObject = null;
    }
  }

  function lost() {
    stop();
    onLost();
  }

  let read;
  try {
    // The camera's picture is there while the decoder is still being fetched.
    video.srcObject = stream;
    video.muted = video.playsInline = true;
    [read] = await Promise.all([makeDecoder(decoder), video.play()]);
  } catch (error) {
    stop();
    throw error instanceof CameraError ? error : new CameraError("busy", error);
  }
  track.addEventListener("ended", lost);

  const inView = new InView();
  async function look() {
    if (document.visibilityState === "visible" && video.readyState >= video.HAVE_CURRENT_DATA) {
      const texts = await read(video).catch(() => []); // this picture was none; there comes another
      const now = performance.now();
      const fresh = isOn ? inView.newOf(texts, now) : [];
      onStill(isOn && fresh.length === 0 && inView.hasAny(now));
      fresh.forEach((text) => onText(text));
    }
    if (isOn) {
      timer = setTimeout(look, PAUSE);
    }
  }
  look();

  return {
    stop,
    readAgain: (pause) => inView.readAgain(performance.now(), pause),
    cameras,
    deviceId: track.getSettings().deviceId ?? "",
    hasTorch: Boolean(track.getCapabilities?.().torch),
    setTorch: (on) => track.applyConstraints({ advanced: [{ torch: on }] }),
  };
}

async function openCamera(deviceId) {
  if (!canHaveCamera()) {
    throw new CameraError("unsupported");
  }
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "environment" };
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...which, ...size } });
  } catch (error) {
    throw new CameraError(CODES[error.name] ?? "busy", error);
  }
}

/* Their names are known only after a camera was allowed. */
async function cameras() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === "videoinput")
    .map(({ deviceId, label }) => ({ deviceId, label }));
}

async function makeDecoder(wanted) {
  if (wanted !== "wasm") {
    const native = await nativeDecoder().catch(() => null);
    if (native) {
      return native;
    }
    if (wanted === "native") {
      throw new CameraError("no_decoder");
    }
  }
  try {
    const { wasmDecoder } = await import("./wasm-decoder.js");
    const decode = await wasmDecoder();
    const picture = pictures();
    return (video) => decode(picture(video));
  } catch (error) {
    throw new CameraError("no_decoder", error);
  }
}

async function nativeDecoder() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats();
  if (!formats?.includes("qr_code")) {
    return null;
  }
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue);
}

/* The picture that the camera shows now, not larger than is of use. */
function pictures() {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return (video) => {
    const scale = Math.min(1, LONGEST / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };
}

/** Tells the codes that come into view from those that are there still; moments in milliseconds. */
export class InView {
  #seen = new Map(); // text to { at, away, again }: when, and from when on it is new once more

  /** Of what is in view the texts that were not there just now. */
  newOf(texts, now) {
    for (const [text, { at, away, again }] of this.#seen) {
      if (now - at > away || now >= again) {
        this.#seen.delete(text);
      }
    }
    const found = [...new Set(texts)].filter(Boolean);
    const fresh = found.filter((text) => !this.#seen.has(text));
    const first = { away: AWAY, again: Infinity };
    found.forEach((text) => this.#seen.set(text, { ...(this.#seen.get(text) ?? first), at: now }));
    return fresh;
  }

  /** Whether something is in view, or was a moment ago. */
  hasAny(now) {
    return [...this.#seen.values()].some(({ at }) => now - at <= AWAY_FOR_A_MOMENT);
  }

  /** What is in view is new again when it was away for a moment, or after `pause` all the same. */
  readAgain(now, pause = Infinity) {
    for (const one of this.#seen.values()) {
      Object.assign(one, { away: AWAY_FOR_A_MOMENT, again: now + pause });
    }
  }
}
