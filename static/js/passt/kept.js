/* The offers that somebody remembers. */
import { keptIn } from "../kept.js";

export const { kept, isKept, toggle, forget } = keptIn("angebot-gemerkt");
