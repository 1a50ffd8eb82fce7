/* The page of the offers that one remembers. */
import { fillKeptPage } from "../kept-page.js";
import * as offers from "./kept.js";

fillKeptPage(offers);
