// Foods that contain the words of a text, with match ranks: vitk2/queries/query_to_sql.py.

import { singular, words } from "./text.js";

const MOST_WORDS = 50; // no food has so many
const NOWHERE = 255;
export const IN_DISH = 10; // match ranks from here on: the word is not what a dish is
export const FOREIGN = 9; // the match rank of a word in another language

/** The first word of the table that is not before `word`. */
function firstFrom({ terms }, word) {
  let [low, high] = [0, terms.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (terms[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

function termAt(found, word) {
  const at = firstFrom(found, word);
  return found.terms[at] === word ? at : -1;
}

/** Whether some food has the word, itself, in English names. */
export function isInNames(found, word) {
  const at = termAt(found, word);
  if (at < 0) return false;
  const matchRanks = found.matchRanks.subarray(found.starts[at], found.starts[at + 1]);
  return matchRanks.some((matchRank) => matchRank < FOREIGN);
}

/** Whether a word, or its singular, is one of the table or begins one. */
export function begins(found, word) {
  const at = firstFrom(found, word);
  return (found.terms[at] ?? "").startsWith(word) || termAt(found, singular(word)) >= 0;
}

/** The best match rank of a word in each food, NOWHERE where it is not. */
function matchRanksOf(found, word, count, cutShort) {
  const best = new Float64Array(count).fill(NOWHERE);
  let hasWhole = false;
  const take = (at) => {
    for (let i = found.starts[at]; i < found.starts[at + 1]; i += 1) {
      const matchRank = found.matchRanks[i];
      if (matchRank < best[found.foods[i]]) best[found.foods[i]] = matchRank;
    }
  };
  for (const whole of new Set([word, singular(word)])) {
    const at = termAt(found, whole);
    if (at < 0) continue;
    take(at);
    const matchRanks = found.matchRanks.subarray(found.starts[at], found.starts[at + 1]);
    hasWhole ||= matchRanks.some((matchRank) => matchRank !== FOREIGN && matchRank !== FOREIGN + IN_DISH);
  }
  if (cutShort || !hasWhole) {
    for (let at = firstFrom(found, word); (found.terms[at] ?? "").startsWith(word); at += 1) take(at);
  }
  return best;
}

/** The foods that contain every word of `text` or have it as a whole name, by number, with match ranks. */
export function hits(found, text, count, cutShort = false) {
  const typed = [...new Set(words(text))].slice(0, MOST_WORDS);
  if (!typed.length) return new Map();
  const worst = new Float64Array(count);
  for (const word of typed) {
    const matchRanks = matchRanksOf(found, word, count, cutShort);
    for (let food = 0; food < count; food += 1) worst[food] = Math.max(worst[food], matchRanks[food]);
  }
  const named = new Set([typed.join(" "), typed.map(singular).join(" ")]);
  for (const whole of named) {
    for (const [food, matchRank] of found.wholes.get(whole) ?? []) worst[food] = Math.min(worst[food], matchRank);
  }
  const matched = new Map();
  worst.forEach((matchRank, food) => matchRank < NOWHERE && matched.set(food, matchRank));
  return matched;
}
