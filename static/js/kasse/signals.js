/* Sound and vibration, each if wished: glad for green, warning for yellow, low for the rest. */

const TONES = { green: [880, 1175], yellow: [660, 660], red: [220, 175], grey: [300] }; // Hz
const PATTERNS = { green: [60], yellow: [60, 80, 60], red: [300], grey: [150, 80, 150] }; // ms
const LENGTH = 0.12; // seconds

let audio = null;

/** What is wished on this device: `{ sound, vibration }`. */
export function wishes() {
  return { sound: kept("kasse-ton") === "1", vibration: kept("kasse-vibration") === "1" };
}

export function wish(name, isOn) {
  try {
    localStorage.setItem(name === "sound" ? "kasse-ton" : "kasse-vibration", isOn ? "1" : "0");
  } catch {
    // storage is forbidden: then it is off the next time
  }
}

/** Whether this device can vibrate. */
export function canVibrate() {
  return "vibrate" in navigator;
}

export function signal(colour) {
  const { sound, vibration } = wishes();
  if (vibration && canVibrate()) {
    navigator.vibrate(PATTERNS[colour]);
  }
  if (sound) {
    play(TONES[colour]);
  }
}

function play(tones) {
  audio ??= new AudioContext();
  audio.resume();
  tones.forEach((frequency, place) => {
    const tone = new OscillatorNode(audio, { frequency });
    const volume = new GainNode(audio, { gain: 0.2 });
    const start = audio.currentTime + place * LENGTH;
    tone.connect(volume).connect(audio.destination);
    volume.gain.exponentialRampToValueAtTime(0.001, start + LENGTH);
    tone.start(start);
    tone.stop(start + LENGTH);
  });
}

function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
