// K1's share of a reference intake, of what is taken as one day: vitk2/diary/reference.py.

import { coverage } from "./sums.js";
import { number, whole } from "./numbers.js";

const NO_SHARE_BELOW_MONTHS = 12;
const MK7_AS_MK4 = 0.685; // Japan counts MK-7 by the ratio of the molar masses

/** The row for a person: the newest edition, the state before the age. */
function rowFor(references, { reference, sex, ageYears, state }) {
  const months = Math.round(ageYears * 12);
  const fitting = references.filter(
    (row) =>
      row.reference === reference &&
      (row.state ?? "") === state &&
      (row.sex === "any" || row.sex === (state ? "female" : sex)) &&
      row.age_from_months <= months &&
      (row.age_to_months === null || months < row.age_to_months),
  );
  return fitting.reduce((best, row) => (!best || row.authority > best.authority ? row : best), null);
}

/** A share as people read it; a little is not nothing. */
export function percent(share) {
  return share > 0 && share < 1 ? "under 1 %" : `${whole(share)} %`;
}

/** What to say of K1's share for a person, or why there is none; Japan's equivalents in a second line. */
export function shareLines(sums, person, { references, names }) {
  const name = names[person.reference];
  if (Math.round(person.ageYears * 12) < NO_SHARE_BELOW_MONTHS) {
    return ["Under 12 months no share is given: ask a clinician."];
  }
  const row = rowFor(references, person);
  if (!row) return [`${name} reference: no value for this person was read.`];
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
  const share = Number(((100 * k1.ug) / row.ug_per_day).toFixed(1));
  const least = k1.qualifier === ">=" ? "at least " : "";
  const secondary = row.confidence === "secondary" ? " (secondary reading)" : "";
  return (
    `${how}: ${least}${percent(share)} of the ${name} ${row.kind} for ${row.nutrient}, ` +
    `${row.ug_per_day} µg a day${secondary}`
  );
}
