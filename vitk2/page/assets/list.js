// The list of foods: a row a food, the form in view with a bar, its range and what to know of it.

import { bar, legend, rangeOf, remarksOf, scale, shown, upTo, valueOf } from "./cells.js";
import { byId, element, fill } from "./dom.js";
import { guesses, plainWord } from "./guess.js";
import { number } from "./numbers.js";

export const PAGE_ROWS = 50;
const MOST_DOUBTFUL = 3; // so many are named below a list that has not come to them

/** The form that the rows are ranked by or must hold; "" where none is. */
function formInView(asked) {
  return asked.form || (["match", "known", "name"].includes(asked.sort) ? "" : asked.sort);
}

const unitOf = (asked) => (asked.per === "portion" ? "µg in a usual portion" : "µg in 100 g");

/** Draws the first `limit` of the foods found, those in doubt apart after them. */
export function drawList(table, asked, found, limit, actions) {
  const form = formInView(asked);
  const forms = table.forms.filter((one) => table.brief.includes(one) || one === form);
  const highest = form ? highestOf(found.foods, form, asked.per) : 0;
  const view = { table, asked, form, forms, highest, actions };
  const [rows, apart] = [found.foods.slice(0, limit), limit >= found.foods.length ? found.doubtful : []];
  byId("list").classList.toggle("ranked", Boolean(form));
  const focused = document.activeElement?.dataset?.sort;
  fill("head", headRow(view));
  if (focused) byId("head").querySelector(`[data-sort="${CSS.escape(focused)}"]`)?.focus();
  fill("rows", ...rows.map((food) => foodRow(view, food)));
  fill("apart", ...(apart.length ? [apartHeading(view, apart.length), ...apart.map((food) => foodRow(view, food))] : []));
  fill("count", countLine(view, found));
  fill("hints", ...hintLines(view, found).map((line) => element("p", { class: "small" }, line)));
  fill("apart-line", found.doubtful.length > apart.length ? apartLine(view, found.doubtful) : "");
  fill("legend", legend(table, [...rows, ...apart].flatMap((food) => forms.map((one) => shown(food, one, asked.per)))));
  byId("caption").textContent = `Foods, ${unitOf(asked)}`;
  const left = found.foods.length - rows.length;
  byId("more").hidden = left <= 0;
  byId("more").textContent = `Show ${Math.min(left, 2 * PAGE_ROWS)} more of ${left}`;
  const isEmpty = !rows.length && !found.doubtful.length;
  for (const id of ["list", "save-list", "print-list"]) byId(id).hidden = isEmpty;
}

/** Lowest first, foods stand by their highest reading, which then stands in the place of the range. */
const isByHighest = (asked, form) => Boolean(form) && asked.ascending && asked.sort === form;

/** The end of the one scale of all bars. */
function highestOf(foods, form, per) {
  return foods.reduce((so, food) => Math.max(so, valueOf(food, form, per) ?? 0), 0);
}

function headRow(view) {
  const { asked, form, forms, highest } = view;
  const numbers = forms.map((one) =>
    sortHeading(view, one, one, one === form ? "active number" : "other number", one === form ? scale(highest) : null),
  );
  const plain = (text, kind = "") => element("th", { scope: "col", class: kind }, text);
  return element(
    "tr",
    {},
    sortHeading(view, "name", "Food", "food"),
    asked.per === "portion" ? plain("Portion", "wide number") : null,
    ...numbers,
    form ? plain(isByHighest(asked, form) ? "Up to" : "Range", "wide number") : null,
    form ? plain("What to know", "wide") : null,
    element("th", { scope: "col", class: "add" }, element("span", { class: "unseen" }, "Add to my day")),
  );
}

/** A heading with a button that sorts by it: richest first, then lowest first, then as before. */
function sortHeading({ asked, actions }, sort, text, kind, below = null) {
  const isSorted = asked.sort === sort;
  const direction = !isSorted ? "none" : asked.ascending || sort === "name" ? "ascending" : "descending";
  const arrow = { none: "", ascending: " ▲", descending: " ▼" }[direction];
  const button = element(
    "button",
    { type: "button", "data-sort": sort, onclick: () => actions.sort(sort) },
    text,
    element("span", { "aria-hidden": "true" }, arrow),
  );
  return element("th", { scope: "col", class: kind, "aria-sort": direction }, button, below);
}

function foodRow(view, food) {
  const { table, asked, form, forms, highest, actions } = view;
  const told = form ? remarksOf(table, food.of[form], food.of[form]?.doubtful) : [];
  const byHighest = isByHighest(asked, form);
  const ends = byHighest ? upTo(food, form, asked.per) : form ? rangeOf(food, form, asked.per) : "";
  const portion = food.portion_g === null ? "" : `${food.portion} = ${number(food.portion_g)} g`;
  const inShort = [asked.per === "portion" ? portion || "no usual portion" : "", byHighest ? `up to ${ends}` : ends, told.join("; ")];
  const detail = element("span", { class: "detail" }, inShort.filter(Boolean).join(" · "));
  const cells = forms.map((one) => {
    const text = shown(food, one, asked.per);
    if (one !== form) return element("td", { class: "other number" }, text);
    const value = food.of[one]?.doubtful ? null : valueOf(food, one, asked.per);
    return element("td", { class: "active number" }, text, bar(value, highest));
  });
  return element(
    "tr",
    {},
    element("th", { scope: "row", class: "food" }, linkTo(food, actions), detail),
    asked.per === "portion" ? element("td", { class: "wide number" }, portion || "—") : null,
    ...cells,
    form ? element("td", { class: "wide number" }, ends) : null,
    form ? element("td", { class: "wide told" }, told.join("; ")) : null,
    element("td", { class: "add" }, addButton(food, actions)),
  );
}

function linkTo(food, actions) {
  return element("a", { href: actions.linkTo(food), "data-food": food.food_id, onclick: actions.open }, food.name);
}

function addButton(food, actions) {
  const label = `Add ${food.name} to my day`;
  return element("button", { type: "button", "aria-label": label, title: label, onclick: () => actions.add(food) }, "+");
}

function apartHeading({ form, forms, asked }, count) {
  const columns = forms.length + 4 + (asked.per === "portion");
  const text = `${count} in doubt, not ranked: each rests on readings of ${form} that were read as wrong or not comparable.`;
  return element("tr", { class: "apart" }, element("th", { scope: "rowgroup", colspan: columns }, text));
}

function countLine({ asked }, found) {
  const count = found.foods.length;
  const what = `${count.toLocaleString("en")} food${count === 1 ? "" : "s"}`;
  const matching = asked.text ? ` matching “${asked.text}”${found.meant ? `, taken as ${found.meant}` : ""}` : "";
  const holding = asked.form ? ` with ${asked.form}` : "";
  const inGroup = asked.group ? ` in ${asked.group}` : "";
  const orders = { match: "best match first", known: "the best known first", name: "by name" };
  const direction = asked.ascending ? "lowest first" : "richest first";
  const order = orders[asked.sort] ?? (asked.sort === asked.form ? direction : `${direction} by ${asked.sort}`);
  if (!count) return `Nothing found${matching}${holding}${inGroup}.`;
  return `${what}${matching}${holding}${inGroup}, ${order}; ${unitOf(asked)}.`;
}

/** What stands apart at the end of a list that is not shown to its end: how many, and the first. */
function apartLine({ asked, actions }, doubtful) {
  const first = doubtful.slice(0, MOST_DOUBTFUL).flatMap((food, at) => [
    at ? "; " : "",
    linkTo(food, actions),
    ` ${shown(food, asked.form, asked.per)}`,
  ]);
  const more = doubtful.length > MOST_DOUBTFUL ? ` and ${doubtful.length - MOST_DOUBTFUL} more` : "";
  return element("span", {}, "In doubt, not ranked, apart at the end: ", ...first, `${more}.`);
}

/** What the list leaves unsaid, and what to ask instead where it finds nothing. */
function hintLines({ table, asked, form, actions }, found) {
  const lines = form ? [`${form}: ${table.whatIs[form]}`] : [];
  if (asked.ascending && table.forms.includes(asked.sort) && found.foods.length) {
    lines.push("Lowest first goes by the highest reading of each food. Low is not the goal: on warfarin, keep your diet steady.");
  }
  if (found.foods.length || found.doubtful.length) return lines;
  const word = plainWord(table, asked.text);
  if (word?.says) lines.push(`${asked.text} is not in the table: ${word.says}.`);
  const offered = (word?.foods ?? []).map((id) => table.byId.get(id)).filter(Boolean);
  const links = offered.map((food) => linkTo(food, actions));
  const near = word ? [] : guesses(table, asked.text);
  const words = near.map((guess) => element("button", { type: "button", onclick: () => actions.type(guess) }, guess));
  for (const [said, choices] of [["Nearest: ", links], ["Did you mean ", words]]) {
    if (choices.length) lines.push(element("span", { class: "choices" }, said, ...choices));
  }
  if (asked.text) lines.push("If this is a medicine: see “On warfarin” above, and ask your pharmacist which kind it is.");
  const isFiltered = asked.group || asked.form;
  if (isFiltered) lines.push("With any form and every group there may be more.");
  return lines;
}
