/* The hearts of the offers. */
import { wireHearts } from "../keep-buttons.js";
import * as offers from "./kept.js";

wireHearts(offers);
