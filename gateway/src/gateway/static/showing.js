/* The list and the map of shops: where I am, if I say so. */
import { offerPosition } from "./position.js";

document.querySelectorAll("[data-position]").forEach(offerPosition);
