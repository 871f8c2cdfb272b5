// The cells of the tables: amounts with their signs, bars on one scale, the meaning of signs.

import { element } from "./dom.js";
import { MISSING, amount, number, span } from "./numbers.js";

const DIFFER = /^(studies|tables) disagree/;

/** µg per `per`: in 100 g, or in the food's usual portion. */
function inBasis(ug, food, per) {
  if (per !== "portion" || ug === null) return ug;
  return food.portion_g === null ? null : (ug * food.portion_g) / 100;
}

/** The number of an amount per `per` (100g or portion); null where there is none. */
export function valueOf(food, form, per) {
  return food.of[form] ? inBasis(food.of[form].ug_per_100g, food, per) : null;
}

/** An amount with its sign: ? where it is in doubt, ~ where it is one of several far apart. */
export function cellText(food, form, per) {
  const one = food.of[form];
  if (!one) return MISSING;
  const [ug, limit] = [one.ug_per_100g, one.limit_ug_per_100g].map((x) => inBasis(x, food, per));
  if (["<", "<="].includes(one.qualifier) && limit === null) return MISSING;
  const text = amount(ug, one.qualifier, limit);
  if (text === MISSING) return one.doubtful && ug === null ? "?" : text;
  if (one.doubtful) return `${text}?`;
  return (one.marks ?? "").split(";").some((mark) => DIFFER.test(mark)) ? `${text}~` : text;
}

/** The range of an amount per `per`. */
export function rangeOf(food, form, per) {
  const one = food.of[form];
  return one ? span(inBasis(one.low, food, per), inBasis(one.high, food, per), one.qualifier) : "";
}

/** The number of laboratories that an amount rests on; "" where there is no amount. */
export function labsOf(food, form) {
  return food.of[form] ? String(food.of[form].studies) : "";
}

/** The meaning of the numbers of laboratories of forms in foods; "" where none needs one. */
export function labsLegend(table, foods, forms) {
  const found = new Set(foods.flatMap((food) => forms.map((form) => `labs ${labsOf(food, form)}`)));
  return meanings(table.labs, (number) => found.has(number), ": ");
}

/** The entries of an object whose key is found, as one text. */
function meanings(known, isFound, between) {
  const found = Object.entries(known).filter(([key]) => isFound(key));
  return found.map(([key, meaning]) => key + between + meaning).join("; ");
}

/** The upper bound of an amount, tables included, per `per`. */
export function upTo(food, form, per) {
  return food.of[form] ? number(inBasis(food.of[form].upper_bound, food, per)) : "";
}

/** Remarks on an amount in plain words; those of a lower bound only `withBound`. */
export function remarksOf(table, one, withBound) {
  return one?.marks ? table.remarksOfMarks[one.marks][withBound ? 0 : 1] : [];
}

/** A bar on a scale from 0 to `highest`, hidden from screen readers: the number is beside it. */
export function bar(value, highest) {
  if (!value) return "";
  const filled = element("span", { class: "filled" });
  filled.style.width = `${Math.max((100 * value) / highest, 1)}%`; // a little is not nothing
  return element("span", { class: "bar", "aria-hidden": "true" }, filled);
}

/** The two ends of a scale. */
export function scale(highest) {
  const ends = [element("span", {}, "0"), element("span", {}, number(highest))];
  return element("span", { class: "scale", "aria-hidden": "true" }, ...ends);
}

/** The meaning of the signs in these cells; "" where there are none. */
export function legend(table, cells) {
  const has = (sign) =>
    cells.some((cell) => cell.startsWith(sign) || ("?~".includes(sign) && cell.endsWith(sign)));
  return meanings(table.signs, has, " ");
}
