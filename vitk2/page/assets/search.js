// What a question finds, in the order of `vitk2 search`: vitk2/queries/search.py.

import { begins, hits, isInNames } from "./hits.js";
import { ordered } from "./order.js";
import { stem } from "./stem.js";
import { words } from "./text.js";

/** Whether a food carries a form: a value above 0 that is not in doubt, or, where asked, one in doubt. */
function carries(food, form, doubtful) {
  const amount = food.of[form];
  return Boolean(amount) && amount.ug_per_100g > 0 && Boolean(amount.doubtful) === doubtful;
}

/** The English word that a text of another language stands for; "" where there is none. */
function meaning(found, text) {
  const folded = words(text).join(" ");
  const english = found.meanings.get(folded) ?? [];
  return english.length === 1 && !isInNames(found, folded) ? english[0] : "";
}

/** A text with the stem of each word that begins no word of the table. */
function inStems(found, text) {
  return words(text).map((word) => (begins(found, word) ? word : stem(word))).join(" ");
}

/** The foods that hold the words, by number; words cut short, then stems, where none holds them whole. */
function held(table, text) {
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
 * The foods that answer: `foods` in order, and `doubtful` those that carry the form in doubt only.
 *
 * `asked` has text, form and group ("" for any), sort (match, known, name or a form), per and ascending.
 * `meant` is the English word that the text was taken for.
 */
export function search(table, asked) {
  let [text, meant] = [asked.text, ""];
  for (let word = meaning(table.words, text); word; word = meaning(table.words, text)) {
    [text, meant] = [word, meant || word];
  }
  const places = text ? held(table, text) : null;
  const all = places ? [...places.keys()].map((at) => table.foods[at]) : table.foods;
  const inGroup = all.filter((food) => !asked.group || food.group === asked.group);
  const carrying = (doubtful) =>
    ordered(inGroup.filter((food) => carries(food, asked.form, doubtful)), asked, places);
  if (!asked.form) return { foods: ordered(inGroup.slice(), asked, places), doubtful: [], meant, places };
  return { foods: carrying(false), doubtful: carrying(true), meant, places };
}
