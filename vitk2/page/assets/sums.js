// Amounts in grams of foods, and their sums by form: vitk2/queries/amounts.py and vitk2/diary/totals.py.

import { toDecimals } from "./numbers.js";

const asRounded = (ug) => toDecimals(ug, 6);

/** Whether an amount was measured and is not in doubt; "at least 0" is not known. */
export function isKnown(amount) {
  const isNothing = amount.qualifier === ">=" && !amount.ug_per_100g;
  return !amount.doubtful && !["assumed", "<="].includes(amount.qualifier) && !isNothing;
}

/** An amount in so many grams: µg, its range, and its limit. */
export function amountIn(amount, grams) {
  const factor = grams / 100;
  const [ug, limit] = [amount.ug_per_100g, amount.limit_ug_per_100g];
  const high = Math.max(amount.high ?? ug ?? 0, limit ?? 0);
  return {
    form: amount.form,
    qualifier: amount.qualifier ?? "",
    formsStated: !(amount.marks ?? "").split(";").includes("forms not stated"),
    ug: ug === null ? null : asRounded(ug * factor),
    limit: limit === null ? null : asRounded(limit * factor),
    low: (amount.low ?? ug ?? 0) * factor,
    high: high * factor,
  };
}

/** The reason why an amount is in doubt. */
export function doubt(amount) {
  const marks = (amount.marks ?? "").split(";");
  const withheld = marks.filter((mark) => mark.startsWith("no sound figure"));
  const doubts = withheld.length ? withheld : marks.filter((mark) => mark.startsWith("doubtful"));
  return doubts.map((mark) => mark.replace(/^doubtful: /, "")).join("; ") || "doubtful";
}

/**
 * The sum of each form over a day: a food that is there twice is one food, what was skipped is one
 * without data.
 *
 * `ug` is null if the form was never measured, if it was looked for in every food and not found
 * ("nd"), and if it was not found next to a food that is unknown; ">=" says that a part is unknown. A doubtful value is an unknown part, and named in `leftOut`.
 */
export function totals({ eaten, skipped }, forms) {
  const grams = new Map();
  for (const { food, grams: weight } of eaten) grams.set(food, (grams.get(food) ?? 0) + weight);
  return forms.map((form) => total(form, grams, new Set(skipped).size));
}

function total(form, grams, unread) {
  const foods = grams.size + unread;
  const [found, bounded, leftOut] = [[], [], []];
  for (const [food, weight] of grams) {
    const amount = food.of[form];
    if (!amount) continue;
    const part = amountIn(amount, weight);
    if (isKnown(amount)) found.push(part);
    if (amount.qualifier === "<=" && !amount.doubtful) bounded.push(part);
    if (amount.doubtful && (part.ug || (part.ug === null && !amount.qualifier))) leftOut.push({ food: food.name, form, ug: part.ug, why: doubt(amount) });
  }
  const sum = summed(found, foods);
  // the upper ends of foods of which nothing else is known
  const high = sum.high === null ? null : asRounded(bounded.reduce((so, part) => so + part.high, sum.high));
  return { form, ...sum, high, known: found.length, foods, bounded: bounded.length, leftOut };
}

function summed(found, foods) {
  if (!found.length) return { ug: null, qualifier: "", low: null, high: null, unstated: 0 };
  const sum = (end) => asRounded(found.reduce((so, part) => so + (part[end] ?? 0), 0));
  const [ug, low, high] = ["ug", "low", "high"].map(sum);
  if (!ug && found.some((part) => part.ug === null)) {
    return found.length < foods
      ? { ug: null, qualifier: "", low: null, high: null, unstated: 0 } // the unknown may be all there is
      : { ug: null, qualifier: "nd", low: 0, high, unstated: 0 };
  }
  const isLeast = found.length < foods || found.some((part) => part.qualifier === ">=" && part.formsStated);
  const unstated = asRounded(found.reduce((so, part) => so + (part.formsStated ? 0 : (part.ug ?? 0)), 0));
  return { ug, qualifier: isLeast ? ">=" : "", low, high, unstated };
}

/** The coverage of a sum as text: 4 of 5 foods have MK-7 data. */
export function coverage(total) {
  const foods = total.foods === 1 ? "food has" : "foods have";
  const bounded = total.bounded ? `, ${total.bounded} only a total that is mainly ${total.form}` : "";
  return `${total.known} of ${total.foods} ${foods} ${total.form} data${bounded}`;
}
