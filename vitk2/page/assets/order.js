// The order of foods, as in vitk2/queries/query_to_sql.py.

import { IN_DISH } from "./hits.js";

const RANKS = ["<=", "<", "tr", "nd", "assumed"];

const smallFirst = (a, b) => a - b;
/** Large numbers first; where there is none, last. */
const largeFirst = (a, b) => (b ?? -Infinity) - (a ?? -Infinity) || 0;

/** The rank of an amount: numbers before upper ends, limits, traces, not-founds and assumed zeros. */
function rank(amount) {
  return 1 + RANKS.indexOf(amount.qualifier);
}

function isUnsure(amount) {
  return ["assumed", ">=", "<="].includes(amount.qualifier);
}

/** µg per 100 g, or times the grams of the usual portion; null where the food has none. */
export function per(food, ug, basis) {
  if (basis !== "portion") return ug;
  return ug === null || food.portion_g === null ? null : ug * food.portion_g;
}

/** Compares foods by a form: richest first, or lowest first by the highest reading of each. */
function byForm(form, basis, ascending) {
  return (a, b) => {
    const [x, y] = [a.of[form], b.of[form]];
    if (!x || !y) return Boolean(y) - Boolean(x);
    if (x.doubtful !== y.doubtful) return x.doubtful - y.doubtful;
    if (ascending) {
      return (
        isUnsure(x) - isUnsure(y) ||
        smallFirst(per(a, x.upper_bound, basis), per(b, y.upper_bound, basis)) ||
        largeFirst(a.popularity, b.popularity)
      );
    }
    return (
      rank(x) - rank(y) ||
      largeFirst(per(a, x.ug_per_100g, basis), per(b, y.ug_per_100g, basis)) ||
      largeFirst(x.limit_ug_per_100g, y.limit_ug_per_100g)
    );
  };
}

/**
 * Foods in order, in two parts: those that are ranked, and those that follow a ranking without a rank.
 * Only foods that carry the form they are sorted by are a ranking, as of `vitk2 top`.
 */
export function ranking(foods, { form, sort }) {
  const isApart = (food) => form !== "" && sort === form && food.of[form].set_apart;
  return { ranked: foods.filter((food) => !isApart(food)), setApart: foods.filter(isApart) };
}

/** Foods in the requested order; `matchRanks` are those of the foods, null where nothing was typed. */
export function ordered(foods, { sort, per: basis, ascending }, matchRanks) {
  if (sort === "name") return foods.sort((a, b) => a.nameRank - b.nameRank);
  if (sort === "known") return foods.sort((a, b) => a.at - b.at);
  if (sort === "match") return foods.sort((a, b) => matchRanks.get(a.at) - matchRanks.get(b.at) || a.at - b.at);
  const compare = byForm(sort, basis, ascending);
  const isLate = (food) => matchRanks !== null && matchRanks.get(food.at) >= IN_DISH;
  const isWeightless = (food) => basis === "portion" && food.portion_g === null;
  return foods.sort(
    (a, b) =>
      isLate(a) - isLate(b) ||
      isWeightless(a) - isWeightless(b) ||
      compare(a, b) ||
      a.nameRank - b.nameRank,
  );
}
