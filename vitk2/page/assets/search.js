// The foods that match a query, in the order of `vitk2 search`: vitk2/queries/search.py.

import { begins, hits, isInNames } from "./hits.js";
import { ordered } from "./order.js";
import { stem } from "./stem.js";
import { words } from "./text.js";

/** Whether a food carries a form: a value above 0 or an upper end, not in doubt or, if `doubtful`, in doubt. */
function carries(food, form, doubtful) {
  const amount = food.of[form];
  if (!amount || Boolean(amount.doubtful) !== doubtful) return false;
  return amount.ug_per_100g > 0 || amount.qualifier === "<=";
}

/** The English word that a text of another language means; "" where there is none. */
function meaning(found, text) {
  const folded = words(text).join(" ");
  const english = found.meanings.get(folded) ?? [];
  return english.length === 1 && !isInNames(found, folded) ? english[0] : "";
}

/** The English text that a text of another language means, and its first translation; else itself and "". */
function translated(table, typed) {
  let [text, englishWord] = [typed, ""];
  for (let word = meaning(table.words, text); word; word = meaning(table.words, text)) {
    [text, englishWord] = [word, englishWord || word];
  }
  return [text, englishWord];
}

/** A text with the stem of each word that begins no word of the table; a stem has three letters or more. */
function inStems(found, text) {
  const inStem = (word) => (stem(word).length < 3 ? word : stem(word));
  return words(text).map((word) => (begins(found, word) ? word : inStem(word))).join(" ");
}

/** The match ranks of foods by number, of the English word for a text of another language: of whole words, else of beginnings of words, else of stems. */
export function matchesOf(table, typed) {
  const [text] = translated(table, typed);
  const [found, count] = [table.words, table.foods.length];
  const whole = hits(found, text, count);
  if (whole.size) return whole;
  for (const looser of [text, inStems(found, text)]) {
    const cut = hits(found, looser, count, true);
    if (cut.size) return cut;
  }
  return whole;
}

/**
 * The foods that match: `foods` in order, and `doubtful` those that carry the form in doubt only.
 *
 * `query` has text, form, group and diet ("" for any), sort (match, known, name or a form), per and ascending.
 * `englishWord` is the translation of the text; "" where it was not translated.
 * `matchRanks` are those of the foods of the text, where it is read as something else.
 */
export function search(table, query, matchRanks = query.text ? matchesOf(table, query.text) : null) {
  const [, englishWord] = translated(table, query.text);
  const all = matchRanks ? [...matchRanks.keys()].map((at) => table.foods[at]) : table.foods;
  const isInGroup = (food) => !query.group || food.group === query.group;
  const suits = (food) => !query.diet || food.diet === query.diet || food.diet === "vegan"; // a vegan food is vegetarian too
  const inGroup = all.filter((food) => isInGroup(food) && suits(food));
  const carrying = (doubtful) =>
    ordered(inGroup.filter((food) => carries(food, query.form, doubtful)), query, matchRanks);
  if (!query.form) return { foods: ordered(inGroup.slice(), query, matchRanks), doubtful: [], englishWord, matchRanks };
  return { foods: carrying(false), doubtful: carrying(true), englishWord, matchRanks };
}
