// K1's share of a reference intake, counting the intake as one day: vitk2/diary/reference.py.

import { coverage } from "./sums.js";
import { number, toDecimals, whole } from "./numbers.js";

const NO_SHARE_BELOW_MONTHS = 12;
const ADULT_MONTHS = 216;
const MK7_AS_MK4 = 0.685; // Japan counts MK-7 by the ratio of the molar masses

/** The whole months of an age: 0.96 years are 11 months, and never a year. */
export function wholeMonths(ageYears) {
  return Math.floor(ageYears * 12 + 1e-9); // or 12 * (7 / 12) could be a month short
}

function rowsOfAnyAge(references, { reference, sex, state }) {
  return references.filter(
    (row) =>
      row.reference === reference &&
      (row.state ?? "") === state &&
      (row.sex === "any" || row.sex === (state ? "female" : sex)),
  );
}

/** The row for a person: the newest edition, the state before the age. */
function rowFor(references, person) {
  const months = wholeMonths(person.ageYears);
  const fitting = rowsOfAnyAge(references, person).filter(
    (row) => row.age_from_months <= months && (row.age_to_months === null || months < row.age_to_months),
  );
  return fitting.reduce((best, row) => (!best || row.authority > best.authority ? row : best), null);
}

/** A share as people read it; a little is not nothing. */
export function percent(share) {
  return share > 0 && share < 1 ? "under 1 %" : `${whole(share)} %`;
}

/** Why there is no value: the age from which the reference has one, or that none was read. */
function whyNoValue(references, person, name) {
  const rows = rowsOfAnyAge(references, person);
  const from = Math.min(...rows.map((row) => row.age_from_months));
  if (!rows.length || from <= wholeMonths(person.ageYears)) return `${name} reference: no value for this person was read.`;
  const first = rows.find((row) => row.age_from_months === from);
  const whom = from >= ADULT_MONTHS ? "adults" : `people of ${from / 12} years or more`;
  return `The ${name} ${first.kind} is for ${whom}: below ${from / 12} years no share is given.`;
}

/** The lines on K1's share for a person, or why there is none; Japan's equivalents in a second line. */
export function shareLines(sums, person, { references, names }) {
  const name = names[person.reference];
  if (wholeMonths(person.ageYears) < NO_SHARE_BELOW_MONTHS) {
    return ["Under 12 months no share is given: ask a clinician."];
  }
  const row = rowFor(references, person);
  if (!row) return [whyNoValue(references, person, name)];
  const of = Object.fromEntries(sums.map((sum) => [sum.form, sum]));
  const lines = [shareText(of.K1, row, name)];
  if (person.reference === "japan") {
    const ug = of.K1.ug + of["MK-4"].ug + MK7_AS_MK4 * of["MK-7"].ug;
    lines.push(`K1 + MK-4 + 0.685 × MK-7: ${number(ug)} µg a day as MK-4`);
  }
  return lines;
}

function shareText(k1, row, name) {
  const how = "K1 alone, taken as one day";
  if (k1.ug === null) {
    const what = k1.qualifier === "nd" ? "not found" : "not known";
    return `${how}: no share, K1 was ${what} (${coverage(k1)})`;
  }
  const share = toDecimals((100 * k1.ug) / row.ug_per_day, 1);
  const least = k1.qualifier === ">=" ? "at least " : "";
  const secondary = row.confidence === "secondary" ? "; secondary reading" : "";
  return (
    `${how}: ${least}${percent(share)} of the ${name} ${row.kind} for ${row.nutrient}, ` +
    `${row.ug_per_day} µg a day (${row.authority}${secondary})`
  );
}
