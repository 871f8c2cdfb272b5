// Foods that contain the words of a text, with match ranks: vitk2/queries/query_to_sql.py.

import { singular, words } from "./text.js";

const MOST_WORDS = 50; // no food has so many
const NOWHERE = 255;
export const IN_DISH = 10; // match ranks from here on: the word is not what a dish is
const ALIAS = 8; // the match rank of a word in an other name
export const FOREIGN = 9; // the match rank of a word in another language
const FEWEST_LETTERS = 5; // that find a word of another language by its beginning

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

/** Whether a text is the whole name of a food. */
export function isWholeName(found, text) {
  const typed = words(text);
  return [typed, typed.map(singular)].some((name) => found.wholes.has(name.join(" ")));
}

/** The match ranks of words that a short word does not find as their beginning: chai, chair. */
function hiddenFromBeginnings(word) {
  const isShort = word.length < FEWEST_LETTERS && /^[\x00-\x7f]*$/.test(word);
  return isShort ? [FOREIGN, FOREIGN + IN_DISH] : [];
}

/**
 * Whether a word, or its singular, is one of the table or begins one. Of other names, and those in
 * other languages, few letters begin none: bire is near to brie.
 */
export function begins(found, word) {
  if (termAt(found, word) >= 0 || termAt(found, singular(word)) >= 0) return true;
  const hiddenInHits = hiddenFromBeginnings(word);
  const hidden = hiddenInHits.length ? [...hiddenInHits, ALIAS] : [];
  for (let at = firstFrom(found, word); (found.terms[at] ?? "").startsWith(word); at += 1) {
    const matchRanks = found.matchRanks.subarray(found.starts[at], found.starts[at + 1]);
    if (matchRanks.some((matchRank) => !hidden.includes(matchRank))) return true;
  }
  return false;
}

/** The best match rank of a word in each food, NOWHERE where it is not. */
function matchRanksOf(found, word, count, cutShort) {
  const best = new Float64Array(count).fill(NOWHERE);
  let hasWhole = false;
  const take = (at, hidden = []) => {
    for (let i = found.starts[at]; i < found.starts[at + 1]; i += 1) {
      const matchRank = found.matchRanks[i];
      if (!hidden.includes(matchRank) && matchRank < best[found.foods[i]]) best[found.foods[i]] = matchRank;
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
    const hidden = hiddenFromBeginnings(word);
    for (let at = firstFrom(found, word); (found.terms[at] ?? "").startsWith(word); at += 1) take(at, hidden);
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
