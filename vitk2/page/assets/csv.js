// Tables as CSV, byte for byte as the command line writes them: whole and unrounded.
// No name begins like a formula: the tables refuse such a one where they are read.

import { written } from "./numbers.js";
import { per } from "./order.js";

const PARTS = ["ug_per_100g", "qualifier", "low", "high", "studies", "tier"];

function cell(value) {
  if (value === null || value === undefined) return "";
  const text = typeof value === "number" ? written(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows under their headings, as text. */
export function csvOf(headings, rows) {
  return [headings, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

/** Foods with each form's value beside each other: the columns of `vitk2 search --csv`. */
export function foodsCsv(table, foods, query) {
  const forms = Object.entries(table.keys);
  const perPortion = query.per === "portion";
  const highest = highestColumn(table, query);
  const headings = [
    ...["food_id", "name", "group", "preparation"],
    ...forms.flatMap(([, key]) => PARTS.map((part) => `${key}_${part}`)),
    ...["doubtful", "marks"],
    ...(highest ? [highest.name] : []),
    ...(perPortion ? ["portion", "portion_g", ...forms.map(([, key]) => `${key}_ug_per_portion`)] : []),
  ];
  const rows = foods.map((food) => [
    ...[food.food_id, food.name, food.group, food.preparation],
    ...forms.flatMap(([form]) => PARTS.map((part) => partOf(food.of[form], part))),
    ...qualities(food, forms),
    ...(highest ? [highest.of(food)] : []),
    ...(perPortion ? [food.portion, food.portion_g, ...forms.map(([form]) => portion(food, food.of[form]?.ug_per_100g))] : []),
  ]);
  return csvOf(headings, rows);
}

/** µg in a portion, rounded as SQLite rounds: 0.3169875 to 0.316988, though its double lies below. */
function portion(food, ug) {
  const amount = per(food, ug ?? null, "portion");
  if (amount === null) return null;
  const text = (amount / 100).toPrecision(15);
  return text.includes("e") ? Number((amount / 100).toFixed(6)) : Math.round(Number(`${text}e6`)) / 1e6;
}

/** The column of the form's highest reading, if the list is sorted lowest first; else null. */
function highestColumn(table, query) {
  if (!query.ascending || !table.keys[query.sort]) return null;
  const upperBound = (food) => food.of[query.sort]?.upper_bound ?? null;
  const inPortion = query.per === "portion";
  return {
    name: `${table.keys[query.sort]}_highest_ug_per_${inPortion ? "portion" : "100g"}`,
    of: inPortion ? (food) => portion(food, upperBound(food)) : upperBound,
  };
}

/** A cell of a form; a qualifier has its limit behind it, `<0.1`, because a limit has no column. */
function partOf(amount, part) {
  const limit = amount?.limit_ug_per_100g ?? null;
  return part === "qualifier" && limit !== null ? `${amount.qualifier}${written(limit)}` : amount?.[part];
}

/** Doubtful forms and marks of a food, each as one text. */
function qualities(food, forms) {
  const joined = (describe) => forms.flatMap(([form, key]) => (food.of[form] ? describe(food.of[form], key) : [])).join(";");
  return [
    joined((amount, key) => (amount.doubtful ? [key] : [])),
    joined((amount, key) => (amount.marks ?? "").split(";").filter(Boolean).map((mark) => `${key}:${mark}`)),
  ];
}

/** A day's sums: the columns of `vitk2 intake --csv`. */
export function dayCsv(sums) {
  const headings = ["date", "form", "ug", "qualifier", "low", "high", "foods_with_data", "foods", "foods_bounded", "forms_not_stated_ug", "left_out"];
  const rows = sums.map((sum) => {
    const leftOut = sum.leftOut.map((part) => `${part.food}${part.ug === null ? "" : ` ${Number(part.ug.toPrecision(6))}`}: ${part.why}`);
    return [null, sum.form, sum.ug, sum.qualifier, sum.low, sum.high, sum.known, sum.foods, sum.bounded, sum.unstated, leftOut.join("; ")];
  });
  return csvOf(headings, rows);
}

/** The published numbers of a food, as `vitk2 export --measurements --columns ...` writes these columns. */
export function numbersCsv(measurements) {
  const headings = Object.keys(measurements[0] ?? { form: "" });
  return csvOf(headings, measurements.map((row) => Object.values(row)));
}

/** Lets the browser save a text as a file. */
export function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
