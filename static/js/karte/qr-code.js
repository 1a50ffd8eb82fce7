/* The QR code of a card on a screen (ISO/IEC 18004), as small as it can be. */

import { correction, generate, mode } from "../../lean-qr/index.mjs";

const QUIET = 4; // modules of white around it

/**
 * Draw what `qrText` says: the address in capital letters, `#` as a byte, the digits as a number.
 * Level L will do on a bright screen. The canvas gets whole device pixels for each module.
 */
export function drawCode(canvas, text, { width }) {
  const [address, digits] = text.split("#");
  const code = generate(
    mode.multi(mode.alphaNumeric(address), mode.bytes([35]), mode.numeric(digits)),
    { minCorrectionLevel: correction.L, maxCorrectionLevel: correction.L },
  );
  code.toCanvas(canvas, { on: [0, 0, 0], off: [255, 255, 255], pad: QUIET });
  const modules = code.size + 2 * QUIET;
  const dots = Math.max(1, Math.floor((width * devicePixelRatio) / modules));
  canvas.style.inlineSize = canvas.style.blockSize = `${(dots * modules) / devicePixelRatio}px`;
}
