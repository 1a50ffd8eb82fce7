/* The hearts of the shops. */
import { wireHearts } from "../keep-buttons.js";
import * as shops from "./kept.js";

wireHearts(shops);
