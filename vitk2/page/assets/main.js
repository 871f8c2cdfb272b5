// The page as a whole: draws the state in the address, and changes the address on every action.

import { drawCard } from "./card.js";
import { dayCsv, foodsCsv, numbersCsv, save } from "./csv.js";
import { drawDay } from "./day.js";
import { byId, choose, element, fill } from "./dom.js";
import { drugLines } from "./drugs.js";
import { answer, read } from "./interpret.js";
import { PAGE_ROWS, drawList } from "./list.js";
import { number } from "./numbers.js";
import { drawSources } from "./sources.js";
import { ALL, MOST_GRAMS, dayOf, dayText, hashOf, parseState, queryOf } from "./state.js";
import { totals } from "./sums.js";
import { tableOf } from "./table.js";
import { parted, rowsOf, unpacked } from "./unpack.js";

const VIEWS = ["foods", "card", "day", "warfarin", "sources"];
const GRAMS_WITHOUT_PORTION = 100;

let table; // the first part of the data
let more; // the second part, a promise until it is there
let state = parseState(location.hash);
let limit = PAGE_ROWS;
let view = "";

/** The second part of the data, made ready once. */
const rest = () => (more ??= readMore());

async function readMore() {
  const data = await unpacked("second");
  return {
    ...data,
    foods: rowsOf(data.foods),
    inShort: data.in_short,
    measurements: parted(rowsOf(data.measurements), data.measurements_of_food),
    portions: parted(rowsOf(data.portions), data.portions_of_food),
    sources: new Map(data.sources.map((source) => [source.source_id, source])),
    referenceNames: data.reference_names,
  };
}

function go(change, replaces = false) {
  state = { ...state, ...change };
  try {
    history[replaces ? "replaceState" : "pushState"](null, "", hashOf(state));
  } catch {
    // a mail viewer may forbid it; the page works without an address
  }
  draw();
}

const linkTo = (food) => hashOf({ ...state, food: food.food_id });

const actions = {
  linkTo,
  open(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in a tab of its own
    event.preventDefault();
    go({ food: event.currentTarget.dataset.food });
  },
  type(text) {
    byId("q").value = text;
    go({ q: text });
    byId("q").focus();
  },
  sort(sort) {
    const query = queryOf(state, table);
    limit = PAGE_ROWS;
    if (query.sort !== sort) go({ sort, order: "" });
    else if (sort !== "name" && !query.ascending) go({ sort, order: "lowest" });
    else go({ sort: "", order: state.order ? "" : "richest" }); // the text may ask for the lowest
  },
  add(food) {
    const day = dayOf(state, table);
    const grams = food.portion_g ?? GRAMS_WITHOUT_PORTION;
    day.eaten.push({ food, grams });
    go({ day: dayText(day) }, true);
    fill("said", `${food.name}, ${number(grams)} g, was added to my day.`);
  },
  weigh(at, grams) {
    const day = dayOf(state, table);
    if (grams > 0 && grams <= MOST_GRAMS) day.eaten[at].grams = grams;
    go({ day: dayText(day) }, true);
  },
  remove(at) {
    const day = dayOf(state, table);
    day.eaten.splice(at, 1);
    go({ day: dayText(day) }, true);
    byId("day-name").focus();
  },
};

function viewOf() {
  if (table.byId.has(state.food)) return "card";
  return VIEWS.includes(state.view) && state.view !== "card" ? state.view : "foods";
}

async function draw() {
  const next = viewOf();
  const day = dayOf(state, table);
  const isOther = next !== view;
  document.body.dataset.view = view = next;
  for (const name of VIEWS) byId(name).hidden = name !== view;
  for (const link of document.querySelectorAll("nav a")) {
    const isHere = link.dataset.view === (view === "card" ? "foods" : view);
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    link.href = hashOf({ ...state, food: "", view: link.dataset.view === "foods" ? "" : link.dataset.view });
  }
  drawDrugs([], "");
  fill("day-count", day.eaten.length ? `(${day.eaten.length})` : "");
  if (view === "foods") drawFoods();
  if (["card", "day", "sources"].includes(view)) await drawRest(day);
  if (isOther && document.body.dataset.ready) {
    scrollTo(0, 0);
    byId(view).querySelector("h2").focus();
  }
  document.body.dataset.ready = "yes";
}

function drawFoods() {
  const query = queryOf(state, table);
  choose("form", [["any", "any form"], ...table.forms.map((form) => [form, form])], query.form || "any");
  choose("group", [[ALL, "any group"], ...table.groups.map((group) => [group, group])], query.group || ALL);
  choose("per", [["100g", "100 g"], ["portion", "a portion"]], query.per);
  if (byId("q").value.trim() !== state.q.trim()) byId("q").value = state.q;
  const found = answer(table, query);
  drawList(table, query, found, limit, actions);
  drawDrugs(query.drugs, found.read?.drug);
}

/** Draws the advice on warfarin below the box if the text names drugs or is spelled like one. */
function drawDrugs(drugs, likeDrug) {
  const isAsked = drugs.length > 0 || Boolean(likeDrug);
  const guessed = `Did you mean ${likeDrug}? This is the advice on warfarin and similar drugs. Not sure? Ask your pharmacist.`;
  const lines = likeDrug ? [guessed] : drugLines(table, drugs);
  byId("warfarin").hidden = !isAsked && view !== "warfarin";
  byId("direct").hidden = Boolean(likeDrug); // a guess may be wrong
  fill("drug-lines", ...lines.map((line) => element("p", {}, line)));
}

async function drawRest(day) {
  const wanted = [state.food, view].join();
  const loaded = await rest();
  if ([state.food, view].join() !== wanted) return; // meanwhile another view was opened
  if (view === "card") drawCard(table, loaded, table.byId.get(state.food));
  if (view === "day") drawDay(table, loaded, state, day, totals(day, table.forms), actions);
  if (view === "sources") drawSources(loaded);
}

/** Connects the controls: each changes the state. */
function listen() {
  const on = (id, event, act) => byId(id).addEventListener(event, act);
  const change = (id, replaces) => (event) => {
    limit = PAGE_ROWS;
    go({ [id]: event.target.value }, replaces);
  };
  on("q", "input", (event) => {
    limit = PAGE_ROWS;
    const asked = read(table, event.target.value.trim()); // replaces what the controls say
    const { form, group } = state;
    const filters = { form: asked.form ? "" : form, group: asked.group ? "" : group };
    go({ q: event.target.value, ...filters, sort: "", order: "" }, true);
  });
  on("ask", "submit", (event) => event.preventDefault());
  on("form", "change", (event) => {
    limit = PAGE_ROWS;
    go({ form: event.target.value, sort: "", order: "" });
  });
  for (const id of ["group", "per"]) on(id, "change", change(id));
  for (const id of ["ref", "sex", "state", "age"]) on(id, "change", change(id, true));
  on("more", "click", () => {
    limit += 2 * PAGE_ROWS;
    drawFoods();
  });
  on("save-list", "click", () => {
    const query = queryOf(state, table);
    const found = answer(table, query);
    save("vitk2-foods.csv", foodsCsv(table, [...found.foods, ...found.doubtful], query));
  });
  on("save-card", "click", async () => {
    const food = table.byId.get(state.food);
    save("vitk2-numbers.csv", numbersCsv((await rest()).measurements[food.at]));
  });
  on("save-day", "click", () => save("vitk2-day.csv", dayCsv(totals(dayOf(state, table), table.forms))));
  on("add-card", "click", () => actions.add(table.byId.get(state.food)));
  on("back", "click", (event) => {
    event.preventDefault();
    go({ food: "" });
  });
  for (const button of document.querySelectorAll(".print")) button.addEventListener("click", () => print());
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId(view).querySelector("h2").focus();
  });
  const follow = () => {
    if (hashOf(parseState(location.hash)) === hashOf(state)) return;
    state = parseState(location.hash);
    draw();
  };
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
}

async function start() {
  if (!globalThis.DecompressionStream) {
    fill("count", "This browser is too old to show the table. Use a browser from 2023 or later.");
    return;
  }
  table = tableOf(await unpacked("first"));
  listen();
  await draw();
  setTimeout(rest); // after the first view is there
}

start();
