// The foods, their amounts by form, and the words that find them, prepared for searches.

import { singular, words } from "./text.js";
import { parted, rowsOf } from "./unpack.js";

/** The first part of the data, for the list of foods and the search. */
export function tableOf(data) {
  const foods = rowsOf(data.foods);
  const amounts = parted(rowsOf(data.amounts), data.amounts_of_food);
  foods.forEach((food, at) => {
    food.at = at; // its rank among foods that a search finds equally well
    food.amounts = amounts[at];
    food.of = Object.fromEntries(amounts[at].map((amount) => [amount.form, amount]));
    for (const amount of amounts[at]) {
      amount.upper_bound ??= Math.max(amount.ug_per_100g ?? 0, amount.limit_ug_per_100g ?? 0, amount.high ?? 0);
    }
  });
  data.by_name.forEach((at, nameRank) => (foods[at].nameRank = nameRank));
  return {
    foods,
    byId: new Map(foods.map((food) => [food.food_id, food])),
    forms: Object.keys(data.forms),
    keys: data.forms,
    brief: data.brief,
    groups: data.groups,
    signs: data.signs,
    labs: data.labs,
    whatIs: data.what_is,
    opening: data.opening,
    dataVersion: data.data_version,
    remarksOfMarks: data.remarks_of_marks,
    words: wordsOf(data),
    plainWords: data.plain_words,
    formNames: data.form_names,
    questionWords: Object.fromEntries(Object.entries(data.question_words).map(([kind, listed]) => [kind, new Set(listed)])),
    drugs: new Map(rowsOf(data.drugs).map((drug) => [words(drug.name).join(" "), drug])),
    notRead: data.not_read,
    patientAdvice: adviceByWords(data),
  };
}

/** The advice for each group of patients by the words that name it. */
function adviceByWords({ patient_groups: advice, patient_group_words: listed }) {
  const inOneSpelling = (name) => words(name).map(singular).join(" ");
  return new Map(Object.entries(listed).flatMap(([group, names]) => names.map((name) => [inOneSpelling(name), advice[group]])));
}

/** Words with their foods and match ranks, as flat lists that a search runs through. */
function wordsOf(data) {
  const starts = new Int32Array(data.terms.length + 1);
  const foods = new Int32Array(data.term_foods.length);
  data.foods_of_term.forEach((count, at) => {
    starts[at + 1] = starts[at] + count;
    let food = 0;
    for (let i = starts[at]; i < starts[at + 1]; i += 1) foods[i] = food += data.term_foods[i];
  });
  const wholes = data.wholes.word.map((word, at) => [word, [data.wholes.food[at], data.wholes.match_rank[at]]]);
  return {
    terms: data.terms,
    starts,
    foods,
    matchRanks: Uint8Array.from(data.term_match_ranks),
    wholes: listed(wholes),
    meanings: listed(data.meanings),
  };
}

/** Pairs as a map from the first of each to all the seconds beside it. */
function listed(pairs) {
  const found = new Map();
  for (const [first, second] of pairs) {
    if (!found.has(first)) found.set(first, []);
    found.get(first).push(second);
  }
  return found;
}
