// Folding of words, as in vitk2/text.py, so that two spellings of one word are the same.

const PLURALS = [
  ["ies", "y"], ["oes", "o"], ["sses", "ss"], ["shes", "sh"], ["ches", "ch"], ["xes", "x"], ["s", ""],
];
const IRREGULAR = { leaves: "leaf", loaves: "loaf", halves: "half", calves: "calf" };
const NO_PLURALS = ["us", "ss"]; // hummus and watercress are one

/** Lower case without accents. */
export function fold(text) {
  const lower = text.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
  return lower.normalize("NFKD").replace(/\p{Mn}/gu, "");
}

/** The folded words of a text, in order. */
export function words(text) {
  return fold(text).match(/[\p{L}\p{N}_]+/gu) ?? [];
}

/** A word without its plural ending, as far as rules go: berries, tomatoes, leaves, eggs. */
export function singular(word) {
  if (Object.hasOwn(IRREGULAR, word)) return IRREGULAR[word];
  if (NO_PLURALS.some((ending) => word.endsWith(ending))) return word;
  for (const [ending, rest] of PLURALS) {
    if (word.endsWith(ending) && word.length > ending.length + 2) {
      return word.slice(0, -ending.length) + rest;
    }
  }
  return word;
}
