/* The page of the shops that one remembers. */
import { fillKeptPage } from "../kept-page.js";
import * as shops from "./kept.js";

fillKeptPage(shops);
