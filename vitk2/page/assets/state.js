// The state is in the address after #, so that a link, a reload and Back restore it.

import { read } from "./interpret.js";

export const ALL = "all"; // any group, though the text names one
const FIELDS = ["q", "form", "group", "per", "sort", "order", "food", "view", "day", "ref", "sex", "age", "state"];

/** The state in an address: texts, "" for fields that are not in it. */
export function parseState(hash) {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  return Object.fromEntries(FIELDS.map((field) => [field, parameters.get(field) ?? ""]));
}

/** The address of a state, `#` where all fields are empty. */
export function hashOf(state) {
  const parameters = new URLSearchParams();
  for (const field of FIELDS) {
    if (state[field]) parameters.set(field, state[field]);
  }
  return `#${parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":")}`;
}

/**
 * The query of the list: text, filters, the form in view, the order, the unit of amounts, and drugs.
 *
 * A control that was used prevails over the words of the text.
 */
export function queryOf(state, table) {
  const typed = state.q.trim();
  const { text, drugs, ...asked } = read(table, typed);
  const opening = typed ? "" : table.opening;
  const form = table.forms.includes(state.form) ? state.form : state.form === "any" ? "" : asked.form || opening;
  const query = {
    text,
    form,
    group: table.groups.includes(state.group) ? state.group : state.group === ALL ? "" : asked.group,
    diet: asked.diet,
    per: state.per === "portion" ? "portion" : "100g",
    ascending: state.order === "lowest" || (state.order === "" && asked.order === "lowest"),
    drugs,
  };
  const isKnown = table.forms.includes(state.sort) || state.sort === "name";
  const isOneFood = Boolean(text) && form === asked.form && !asked.order; // how much K1 is in kale
  const usual = isOneFood || (text && !form) ? "match" : form || "known";
  return { ...query, sort: isKnown ? state.sort : usual };
}

export const MOST_GRAMS = 5000;

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // cut off in the middle of a sign
  }
}

/**
 * The day that an address names, `natto:40,egg-raw:100`.
 *
 * `eaten` are foods with grams; `skipped` are the entries that are no food of this page or no weight.
 */
export function dayOf(state, table) {
  const [eaten, skipped] = [[], []];
  for (const entry of state.day.split(",").filter(Boolean)) {
    const [id, weight] = entry.split(":");
    const [food, grams] = [table.byId.get(decoded(id)), Number(weight)];
    if (food && grams > 0 && grams <= MOST_GRAMS) eaten.push({ food, grams });
    else skipped.push(entry);
  }
  return { eaten, skipped };
}

/** A day as its part of an address. */
export function dayText({ eaten, skipped }) {
  const weighed = eaten.map(({ food, grams }) => `${encodeURIComponent(food.food_id)}:${grams}`);
  return [...weighed, ...skipped].join(",");
}
