// The sources of the numbers of this page, each with its terms.

import { sourceItem } from "./card.js";
import { fill } from "./dom.js";

/** Draws the list of sources. */
export function drawSources(more) {
  fill("every-source", ...[...more.sources.keys()].map((id) => sourceItem(more, id)));
}
