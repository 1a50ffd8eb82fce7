/* QR codes out of pictures by zxing-cpp as WebAssembly; its file comes from our own origin. */

import { prepareZXingModule, readBarcodes } from "../../zxing-wasm/reader/index.js";

/** The address of the decoder's file; a page that works offline keeps it. */
export const WASM = new URL("../../zxing-wasm/wasm/zxing_reader.wasm", import.meta.url).href;

const OPTIONS = { formats: ["QRCode"], maxNumberOfSymbols: 2, tryHarder: true };

/** Fetches the decoder; what comes back takes `ImageData` and says which texts it found. */
export async function wasmDecoder() {
  await prepareZXingModule({
    overrides: { locateFile: () => WASM },
    fireImmediately: true,
  });
  return async (picture) => {
    const found = await readBarcodes(picture, OPTIONS);
    return found.filter(({ isValid }) => isValid).map(({ text }) => text);
  };
}
