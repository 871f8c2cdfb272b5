// A day: the foods chosen, their sums by form with coverage, and K1's share.

import { byId, choose, element, fill } from "./dom.js";
import { MISSING, amount, digits, number, span } from "./numbers.js";
import { shareLines } from "./share.js";
import { MOST_GRAMS } from "./state.js";
import { amountIn } from "./sums.js";

const ALWAYS = ["K1", "K2"]; // listed even where no food has data

/** Draws a day and its sums. */
export function drawDay(table, more, state, { eaten, skipped }, sums, actions) {
  byId("day-empty").hidden = eaten.length > 0;
  byId("day-sums").hidden = eaten.length === 0;
  fill("day-skipped", ...skipped.map((entry) => element("p", {}, `Not counted: ${entry}. It is not a food of this page with an amount in grams.`)));
  const focused = document.activeElement?.id;
  fill("day-foods", ...eaten.map((one, at) => eatenRow(table, more, one, at, actions)));
  if (focused) byId(focused)?.focus();
  const hasData = (sum) => sum.known || sum.bounded || sum.leftOut.length;
  const visible = sums.filter((sum) => hasData(sum) || ALWAYS.includes(sum.form));
  fill("day-totals", ...visible.map(totalRow));
  fill("day-uncertain", ...sums.map(uncertainty).filter(Boolean).map((line) => element("p", {}, line)));
  const others = sums.filter((sum) => !visible.includes(sum)).map((sum) => sum.form);
  fill("day-others", others.length ? `No food here has data on: ${others.join(", ")}` : "");
  fill("day-left-out", ...leftOutLines(sums).map((line) => element("p", {}, line)));
  drawShare(more, state, sums);
}

function eatenRow(table, more, { food, grams }, at, actions) {
  const label = `Grams of ${food.name}`;
  const change = (event) => actions.weigh(at, Number(event.target.value));
  const weight = { id: `grams-${at}`, type: "number", min: "0.1", max: MOST_GRAMS, step: "any", value: grams, "aria-label": label, onchange: change };
  const remove = { type: "button", "aria-label": `Remove ${food.name}`, title: `Remove ${food.name}`, onclick: () => actions.remove(at) };
  const link = element("a", { href: actions.linkTo(food), "data-food": food.food_id, onclick: actions.open }, food.name);
  return element(
    "tr",
    {},
    element("th", { scope: "row", class: "food" }, link),
    element("td", { class: "weight" }, element("input", weight), " g ", portions(more, food, at, actions)),
    ...table.brief.map((form) => element("td", { class: "number beside-food" }, inGrams(food, form, grams))),
    element("td", { class: "add" }, element("button", remove, "×")),
  );
}

/** The food's own portions to choose from, where it has any. */
function portions(more, food, at, actions) {
  const stated = more.portions[food.at];
  if (!stated.length) return "";
  const option = (one) => element("option", { value: one.portion_g }, `${one.portion} = ${number(one.portion_g)} g`);
  const change = (event) => event.target.value && actions.weigh(at, Number(event.target.value));
  const attributes = { id: `portion-${at}`, "aria-label": `Portion of ${food.name}`, onchange: change };
  return element("select", attributes, element("option", { value: "" }, "a portion …"), ...stated.map(option));
}

/** The amount of a form in so many grams, with its sign. */
function inGrams(food, form, grams) {
  const one = food.of[form];
  if (!one) return MISSING;
  const part = amountIn(one, grams);
  const text = amount(part.ug, one.qualifier, part.limit);
  return one.doubtful && text !== MISSING ? `${text}?` : text;
}

/** How much of a sum rests on totals whose forms are not stated or not split: vitk2/terminal/intake.py. */
function uncertainty({ form, unstated, bounded }) {
  const foods = `${bounded} food${bounded === 1 ? "" : "s"}`;
  const notes = [
    unstated ? `${number(unstated)} µg from totals whose forms are not stated` : "",
    bounded ? `for ${foods} only a total is known that is mainly ${form}; it is in the range, not in the sum` : "",
  ].filter(Boolean);
  return notes.length ? `${form}: ${notes.join("; ")}.` : "";
}

function totalRow(sum) {
  const bounded = sum.bounded ? `, ${sum.bounded} ≤` : "";
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, sum.form),
    element("td", { class: "number" }, amount(sum.ug, sum.qualifier)),
    element("td", { class: "number" }, span(sum.low, sum.high)),
    element("td", { class: "number" }, `${sum.known} of ${sum.foods}${bounded}`),
  );
}

/** Each doubtful food once, with the values that are not summed and the reason. */
function leftOutLines(sums) {
  const byFood = new Map();
  for (const { food, form, ug, why } of sums.flatMap((sum) => sum.leftOut)) {
    const key = JSON.stringify([food, why]);
    byFood.set(key, [...(byFood.get(key) ?? []), ug === null ? form : `${form} ${digits(ug)} µg`]);
  }
  return [...byFood].map(([key, forms]) => {
    const [food, why] = JSON.parse(key);
    const isWithheld = why.startsWith("no sound figure");
    const reason = isWithheld ? `${why} µg/100 g: add that food instead` : `doubtful: ${why}`;
    return `Not in the sum: ${food}, ${forms.join(", ")}, ${reason}`;
  });
}

/** The person the share is for; null where age or sex is missing. */
function personOf(state) {
  const ageYears = Number(state.age);
  const isWhole = state.age !== "" && ageYears >= 0 && ageYears <= 120 && (state.sex || state.state);
  return isWhole ? { reference: state.ref, sex: state.sex, ageYears, state: state.sex === "male" ? "" : state.state } : null;
}

function drawShare(more, state, sums) {
  const named = (value) => [value, value];
  choose("ref", [["", "none"], ...Object.entries(more.referenceNames)], state.ref);
  choose("sex", [["", "…"], ...more.sexes.map(named)], state.sex);
  choose("state", [["", "neither"], ...more.states.map(named)], state.sex === "male" ? "" : state.state);
  byId("state").disabled = state.sex === "male";
  if (byId("age").value !== state.age) byId("age").value = state.age;
  byId("person").hidden = !state.ref;
  const person = personOf(state);
  const missing = state.ref && !person ? ["Enter an age, and a sex unless pregnant or lactating."] : [];
  const lines = state.ref && person ? shareLines(sums, person, { references: more.references, names: more.referenceNames }) : missing;
  fill("share", ...lines.map((line) => element("p", {}, line)));
}
