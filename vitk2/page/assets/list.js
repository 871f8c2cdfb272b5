// The list of foods: a row a food, the form in view with a bar, its range and remarks.

import { bar, cellText, labsLegend, labsOf, legend, rangeOf, remarksOf, scale, upTo, valueOf } from "./cells.js";
import { byId, element, fill } from "./dom.js";
import { guesses, plainWord } from "./guess.js";
import { number } from "./numbers.js";
import { ranking } from "./order.js";

export const PAGE_ROWS = 50;
const MOST_DOUBTFUL = 3; // the most named below a list that is not shown to its end

const WHAT_TO_TYPE =
  "Type a food (spinach), a form (MK-7) or a blood thinner (warfarin). For a brand or a supplement, read its label. " +
  "For claims and studies, use the command: vitk2 evidence.";

/** The form that the rows are ranked or filtered by; "" where none is. */
function formInView(query) {
  return query.form || (["match", "known", "name"].includes(query.sort) ? "" : query.sort);
}

const unitOf = (query) => (query.per === "portion" ? "µg in a usual portion" : "µg in 100 g");

/** Draws the first `limit` of the foods found, then those without a rank, then those in doubt. */
export function drawList(table, query, found, limit, actions) {
  const form = formInView(query);
  const forms = table.forms.filter((one) => table.brief.includes(one) || one === form);
  const highest = form ? highestOf(found.foods, form, query.per) : 0;
  const view = { table, query, form, forms, highest, actions };
  const { ranked, setApart } = ranking(found.foods, query);
  const [rows, apart] = [ranked.slice(0, limit), limit >= ranked.length ? found.doubtful : []];
  const visible = [...rows, ...setApart, ...apart];
  byId("list").classList.toggle("ranked", Boolean(form));
  const focused = document.activeElement?.dataset?.sort;
  fill("head", headRow(view));
  if (focused) byId("head").querySelector(`[data-sort="${CSS.escape(focused)}"]`)?.focus();
  fill("rows", ...rows.map((food) => foodRow(view, food)));
  fill("set-apart", ...(setApart.length ? [setApartHeading(view, setApart), ...setApart.map((food) => foodRow(view, food))] : []));
  fill("apart", ...(apart.length ? [apartHeading(view, apart.length), ...apart.map((food) => foodRow(view, food))] : []));
  fill("count", countLine(view, found));
  fill("hints", ...hintLines(view, found).map((line) => element("p", { class: "small" }, line)));
  fill("apart-line", found.doubtful.length > apart.length ? apartLine(view, found.doubtful) : "");
  fill("labs", form ? labsLegend(table, visible, [form]) : "");
  fill("legend", legend(table, visible.flatMap((food) => forms.map((one) => cellText(food, one, query.per)))));
  byId("caption").textContent = `Foods, ${unitOf(query)}`;
  const remaining = ranked.length - rows.length;
  byId("more").hidden = remaining <= 0;
  byId("more").textContent = `Show ${Math.min(remaining, 2 * PAGE_ROWS)} more of ${remaining}`;
  const isEmpty = !found.foods.length && !found.doubtful.length;
  for (const id of ["list", "save-list", "print-list"]) byId(id).hidden = isEmpty;
}

/** Whether foods are sorted lowest first, by their highest published number, which then replaces the range. */
const isByHighest = (query, form) => Boolean(form) && query.ascending && query.sort === form;

/** The end of the one scale of all bars. */
function highestOf(foods, form, per) {
  return foods.reduce((so, food) => Math.max(so, valueOf(food, form, per) ?? 0), 0);
}

function headRow(view) {
  const { query, form, forms, highest } = view;
  const plain = (text, kind = "") => element("th", { scope: "col", class: kind }, text);
  const numbers = forms.flatMap((one) =>
    one === form
      ? [sortHeading(view, one, one, "active number", scale(highest)), plain("labs", "labs number")]
      : [sortHeading(view, one, one, "other number")],
  );
  return element(
    "tr",
    {},
    sortHeading(view, "name", "Food", "food"),
    query.per === "portion" ? plain("Portion", "wide number") : null,
    ...numbers,
    form ? plain(isByHighest(query, form) ? "Up to" : "Range", "wide number") : null,
    form ? plain("Remarks", "wide") : null,
    element("th", { scope: "col", class: "add" }, element("span", { class: "unseen" }, "Add to my day")),
  );
}

/** A heading with a button that sorts by it: richest first, then lowest first, then as before. */
function sortHeading({ query, actions }, sort, text, kind, below = null) {
  const isSorted = query.sort === sort;
  const direction = !isSorted ? "none" : query.ascending || sort === "name" ? "ascending" : "descending";
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
  const { table, query, form, forms, highest, actions } = view;
  const remarks = form ? remarksOf(table, food.of[form], food.of[form]?.doubtful) : [];
  const byHighest = isByHighest(query, form);
  const ends = byHighest ? upTo(food, form, query.per) : form ? rangeOf(food, form, query.per) : "";
  const portion = food.portion_g === null ? "" : `${food.portion} = ${number(food.portion_g)} g`;
  const inShort = [query.per === "portion" ? portion || "no usual portion" : "", byHighest ? `up to ${ends}` : ends, remarks.join("; ")];
  const detail = element("span", { class: "detail" }, inShort.filter(Boolean).join(" · "));
  const cells = forms.flatMap((one) => {
    const text = cellText(food, one, query.per);
    if (one !== form) return [element("td", { class: "other number" }, text)];
    const value = food.of[one]?.doubtful ? null : valueOf(food, one, query.per);
    const amount = element("td", { class: "active number" }, text, bar(value, highest));
    return [amount, element("td", { class: "labs number" }, labsOf(food, one))];
  });
  return element(
    "tr",
    {},
    element("th", { scope: "row", class: "food" }, linkTo(food, actions), detail),
    query.per === "portion" ? element("td", { class: "wide number" }, portion || "—") : null,
    ...cells,
    form ? element("td", { class: "wide number" }, ends) : null,
    form ? element("td", { class: "wide remarks" }, remarks.join("; ")) : null,
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

/** The heading of the foods set apart, with the reasons that there are. */
function setApartHeading(view, foods) {
  const limits = foods.filter((food) => food.of[view.form].qualifier === "<=").length;
  const reasons = [
    limits ? `only a total is known, which is mainly ${view.form}` : "",
    limits < foods.length ? "measured only by the US method, which reads high" : "",
  ];
  return groupHeading(view, `${foods.length} not ranked: ${reasons.filter(Boolean).join(", or ")}.`);
}

function apartHeading(view, count) {
  const why = `their ${view.form} numbers are probably wrong or not comparable`;
  return groupHeading(view, `${count} doubtful, not ranked: ${why}.`);
}

function groupHeading({ forms, query }, text) {
  const columns = forms.length + 5 + (query.per === "portion");
  return element("tr", { class: "apart" }, element("th", { scope: "rowgroup", colspan: columns }, text));
}

function countLine({ query }, { foods, englishWord, matchRanks, read }) {
  const count = foods.length;
  const diet = query.diet ? `${query.diet} ` : "";
  const what = `${count.toLocaleString("en")} ${diet}food${count === 1 ? "" : "s"}`;
  const english = englishWord ? ` (English: ${englishWord})` : "";
  const matching = query.text && !read ? ` matching “${query.text}”${english}` : "";
  const holding = query.form ? ` with ${query.form}` : "";
  const inGroup = query.group ? ` in ${query.group}` : "";
  const orders = { match: read?.isComparison ? "in the order of the names" : "best match first", known: "best known first", name: "by name" };
  const direction = query.ascending ? "lowest first" : "richest first";
  const order = orders[query.sort] ?? (query.sort === query.form ? direction : `${direction} by ${query.sort}`);
  if (read && !matchRanks.size) return read.says;
  if (!count) return `No ${diet}food${matching.replace("matching", "matches")}${holding}${inGroup}.`;
  return `${what}${matching}${holding}${inGroup}, ${order}; ${unitOf(query)}.`;
}

/** The line on doubtful foods below an unfinished list: the first ones, and how many more there are. */
function apartLine({ query, actions }, doubtful) {
  const first = doubtful.slice(0, MOST_DOUBTFUL).flatMap((food, at) => [
    at ? "; " : "",
    linkTo(food, actions),
    ` ${cellText(food, query.form, query.per)}`,
  ]);
  const more = doubtful.length > MOST_DOUBTFUL ? ` and ${doubtful.length - MOST_DOUBTFUL} more` : "";
  return element("span", {}, "Doubtful, not ranked, at the end of the list: ", ...first, `${more}.`);
}

/** Notes on the form and the order, and suggestions where nothing was found. */
function hintLines({ table, query, form, actions }, found) {
  if (found.read && !found.matchRanks.size) return [];
  const typeOf = (text) => element("button", { type: "button", onclick: () => actions.type(text) }, text);
  const choices = (label, offered) => element("span", { class: "choices" }, label, ...offered);
  const lines = found.read ? [choices(found.read.says, found.read.offer.map(typeOf))] : [];
  if (form) lines.push(`${form}: ${table.whatIs[form]}`);
  if (query.ascending && table.forms.includes(query.sort) && found.foods.length) {
    lines.push("Lowest first uses the highest number published for each food. Low is not the goal: on warfarin, keep your diet steady.");
  }
  if (found.foods.length || found.doubtful.length) return lines;
  const word = plainWord(table, query.text);
  if (word?.says) lines.push(`${query.text} is not in the table: ${word.says}.`);
  const offered = (word?.foods ?? []).map((id) => table.byId.get(id)).filter(Boolean);
  const links = offered.map((food) => linkTo(food, actions));
  const near = word || found.matchRanks?.size ? [] : guesses(table, query.text).map(typeOf);
  if (links.length) lines.push(choices("Nearest foods: ", links));
  if (near.length) lines.push(choices("Did you mean: ", near));
  if (query.text && !found.matchRanks.size) {
    if (!word && !near.length) lines.push(WHAT_TO_TYPE);
    lines.push("If this is a medicine: see “On warfarin” above. Ask your pharmacist which kind it is.");
  }
  if (query.group || query.form) lines.push("Choose any form and any group to see more foods.");
  return lines;
}
