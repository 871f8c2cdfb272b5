// What is asked stands in the address after #, so that a link, a reload and Back bring it again.

const FIELDS = ["q", "form", "group", "per", "sort", "order", "food", "view", "day", "ref", "sex", "age", "state"];

/** The state that an address holds: texts, "" where nothing is said. */
export function parseState(hash) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  return Object.fromEntries(FIELDS.map((field) => [field, said.get(field) ?? ""]));
}

/** The address of a state, `#` where it says nothing. */
export function hashOf(state) {
  const said = new URLSearchParams();
  for (const field of FIELDS) {
    if (state[field]) said.set(field, state[field]);
  }
  return `#${said.toString().replaceAll("%2C", ",").replaceAll("%3A", ":")}`;
}

/** What the list asks of a state: the form in view, the order, and what amounts refer to. */
export function askedOf(state, table) {
  const text = state.q.trim();
  const form = table.forms.includes(state.form) ? state.form : state.form === "any" || text ? "" : table.opening;
  const asked = {
    text,
    form,
    group: table.groups.includes(state.group) ? state.group : "",
    per: state.per === "portion" ? "portion" : "100g",
    ascending: state.order === "lowest",
  };
  const isKnown = table.forms.includes(state.sort) || state.sort === "name";
  return { ...asked, sort: isKnown ? state.sort : form || (text ? "match" : "known") };
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
