// Guesses for a mistyped word: the words of the table with the most similar spelling, as Python's
// difflib finds them and vitk2/queries/guesses.py chooses among them.

import { begins } from "./hits.js";
import { words } from "./text.js";

const NOUN = 4; // up to this match rank a word is what a food is called
const LEAST_LETTERS = 3;
export const LIKE_ENOUGH = 0.75;
const [MOST_ALIKE, MOST_NAMED] = [6, 3];
const SHORT = 4; // letters; what is near to a short word is one letter from it

/** The longest run of letters common to both; of several, the first. */
function longestRun(a, b, [aFrom, aTo, bFrom, bTo]) {
  let [best, at, other] = [0, aFrom, bFrom];
  let before = new Map();
  for (let i = aFrom; i < aTo; i += 1) {
    const here = new Map();
    for (let j = bFrom; j < bTo; j += 1) {
      if (a[i] !== b[j]) continue;
      const length = (before.get(j - 1) ?? 0) + 1;
      here.set(j, length);
      if (length > best) [best, at, other] = [length, i - length + 1, j - length + 1];
    }
    before = here;
  }
  return [best, at, other];
}

/** The number of letters that two words share, run by run. */
function shared(a, b, [aFrom, aTo, bFrom, bTo] = [0, a.length, 0, b.length]) {
  const [length, at, other] = longestRun(a, b, [aFrom, aTo, bFrom, bTo]);
  if (!length) return 0;
  const sharedBefore = shared(a, b, [aFrom, at, bFrom, other]);
  return length + sharedBefore + shared(a, b, [at + length, aTo, other + length, bTo]);
}

/** The similarity of two words, from 0 to 1. */
export function likeness(word, typed) {
  return (2 * shared(word, typed)) / (word.length + typed.length);
}

/** Whether one letter too many, too few, wrong or swapped makes two words one. */
export function isOneSlip(one, two) {
  const [word, other] = one.length > two.length ? [two, one] : [one, two];
  let start = 0;
  while (start < word.length && word[start] === other[start]) start += 1;
  const [rest, longer] = [word.slice(start), other.slice(start)];
  if (word.length < other.length) return rest === longer.slice(1);
  const swapped = longer.slice(1, 2) + longer.slice(0, 1) + longer.slice(2);
  return rest.slice(1) === longer.slice(1) || rest === swapped;
}

/** The nouns that foods are named by, each with the popularity of its best known food. */
function nounPopularity(table) {
  table.nounPopularity ??= nounsOf(table);
  return table.nounPopularity;
}

function nounsOf({ words: found, foods }) {
  const popularityOf = new Map();
  found.terms.forEach((word, at) => {
    if ([...word].length < LEAST_LETTERS) return;
    for (let i = found.starts[at]; i < found.starts[at + 1]; i += 1) {
      if (found.matchRanks[i] > NOUN) continue;
      popularityOf.set(word, foods[found.foods[i]].popularity); // the first food of a word is its best known
      return;
    }
  });
  return popularityOf;
}

/** The words most like a typed one, each behind its likeness, the most similar first. */
function closest(typed, popularityOf) {
  const longest = (word) => (2 * Math.min(word.length, typed.length)) / (word.length + typed.length);
  return [...popularityOf.keys()]
    .filter((word) => longest(word) >= LIKE_ENOUGH)
    .map((word) => [likeness(word, typed), word])
    .filter(([like]) => like >= LIKE_ENOUGH)
    .sort(([a, one], [b, other]) => b - a || (one < other ? 1 : -1))
    .slice(0, MOST_ALIKE);
}

/** The likeness of the word of the table that is most like a typed one, and that word; 0 and "" if none is. */
export function closestWord(table, typed) {
  return closest(typed, nounPopularity(table))[0] ?? [0, ""];
}

/** The words of a text that begin no word of the table. */
export function misspelt(table, text) {
  return words(text).filter((word) => !begins(table.words, word));
}

/** Names of well-known foods, similar to the misspelt words of a text, the best known first. */
export function guesses(table, text) {
  const popularityOf = nounPopularity(table);
  const bestKnown = (word) =>
    closest(word, popularityOf)
      .map(([, near]) => near)
      .filter((near) => word.length > SHORT || isOneSlip(word, near))
      .sort((one, other) => popularityOf.get(other) - popularityOf.get(one))
      .slice(0, MOST_NAMED);
  return [...new Set(misspelt(table, text).flatMap(bestKnown))];
}

/** The entry of the plain words that a text matches: why there is no such food, or foods to offer. */
export function plainWord(table, text) {
  const phrase = words(text).join(" ");
  return table.plainWords.find((word) => word.spellings.includes(phrase));
}
