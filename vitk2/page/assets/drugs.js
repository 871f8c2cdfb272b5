// Names of drugs that act on clotting, and what the page says of each: vitk2/queries/drugs.py.

import { likeness } from "./guess.js";
import { words } from "./text.js";

const LONGEST_NAME_WORDS = 6;
const HAS_SPACES = /^[\x00-\u2fff]*$/; // Chinese, Japanese and Korean names are found inside a text

/** The drugs that a text names, the longest names first found; nothing is guessed. */
export function drugsIn(table, text) {
  const typed = words(text);
  const found = [];
  for (let at = 0; at < typed.length; ) {
    const [drug, length] = drugAt(table, typed, at);
    if (drug) found.push(drug);
    at += length;
  }
  if (found.length || HAS_SPACES.test(text)) return found;
  const folded = typed.join("");
  return [...table.drugs].filter(([name]) => !HAS_SPACES.test(name) && folded.includes(name)).map(([, drug]) => drug);
}

function drugAt({ drugs }, typed, at) {
  for (let length = Math.min(LONGEST_NAME_WORDS, typed.length - at); length > 0; length -= 1) {
    const drug = drugs.get(typed.slice(at, at + length).join(" "));
    if (drug) return [drug, length];
  }
  return [null, 1];
}

/** How alike the most similar drug name is to one of these texts, and that name. */
export function closestDrug({ drugs }, texts) {
  let best = [0, ""];
  for (const [folded, drug] of drugs) {
    const like = Math.max(...texts.map((text) => likeness(text, folded)));
    if (like > best[0]) best = [like, drug.name];
  }
  return best;
}

/** The sentences above the advice on warfarin for the drugs of a text. */
export function drugLines(table, drugs) {
  const isOther = (drug) => ["brand", "generic"].includes(drug.kind) && drug.name !== drug.drug;
  const explained = drugs.filter(isOther).map((drug) => `${drug.name} is ${drug.drug}.`);
  const unread = drugs.filter((drug) => drug.action === "not read").map((drug) => table.notRead.replace("{name}", drug.name));
  const isDirect = drugs.some((drug) => drug.action === "direct oral anticoagulant");
  const below = isDirect ? ["The advice on apixaban, rivaroxaban, edoxaban and dabigatran is in the last part below."] : [];
  return [...new Set([...explained, ...unread, ...below])];
}
