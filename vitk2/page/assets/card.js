// The card of a food: its amount of each form, and every published number with its source.

import { bar, cellText, labsLegend, labsOf, legend, rangeOf, remarksOf, scale } from "./cells.js";
import { doiLink, element, fill } from "./dom.js";
import { amount, number, span } from "./numbers.js";

const MAIN = ["K1", "MK-4", "MK-7", "MK-8", "MK-9", "K2"]; // listed for every food, also if never measured
const CODES = { fdc_ids: "fdc", ndb_nos: "ndb", ciqual_codes: "ciqual", bls_codes: "bls" };

/** Draws the card of a food; `more` is the second part of the data. */
export function drawCard(table, more, food) {
  const details = more.foods[food.at];
  const portion = food.portion ? `usual portion ${food.portion} = ${number(food.portion_g)} g` : "";
  const facts = [food.group, food.preparation, portion, food.diet].filter(Boolean);
  const codes = Object.entries(CODES).filter(([column]) => details[column]);
  fill("card-name", food.name);
  fill("card-facts", facts.join(" · "));
  fill("card-names", details.aliases ? `Other names: ${details.aliases.replaceAll(";", ", ")}` : "");
  fill("card-codes", codes.map(([column, code]) => `${code}:${details[column].replaceAll(";", ",")}`).join("  "));
  fill("card-in-short", more.inShort[food.at]);
  drawForms(table, food);
  drawNumbers(more, food);
}

function drawForms(table, food) {
  const forms = table.forms.filter((form) => food.of[form] || MAIN.includes(form));
  const others = food.amounts.filter((one) => !table.forms.includes(one.form)).map((one) => one.form);
  const listed = [...forms, ...others];
  const sound = listed.filter((form) => food.of[form] && !food.of[form].doubtful);
  const highest = Math.max(0, ...sound.map((form) => food.of[form].ug_per_100g ?? 0));
  const inPortion = food.portion_g !== null && food.portion_g !== 100;
  const plain = (text, kind = "") => element("th", { scope: "col", class: kind }, text);
  fill(
    "card-forms-head",
    element(
      "tr",
      {},
      plain("Form"),
      element("th", { scope: "col", class: "active number" }, "µg in 100 g", scale(highest)),
      plain("labs", "labs number"),
      plain("Range", "number wide"),
      inPortion ? plain(`in ${number(food.portion_g)} g`, "number") : null,
      plain("Remarks", "wide"),
    ),
  );
  fill("card-forms", ...listed.map((form) => formRow(table, food, form, highest, inPortion)));
  fill("card-labs", labsLegend(table, [food], listed));
  const signs = legend(table, listed.map((form) => cellText(food, form, "100g")));
  fill("card-legend", signs.replaceAll(/ \((?:reason|range): on its card\)/g, ""));
}

function formRow(table, food, form, highest, inPortion) {
  const one = food.of[form];
  const value = one && !one.doubtful ? one.ug_per_100g : null;
  const [range, remarks] = [rangeOf(food, form, "100g"), remarksOf(table, one, true).join("; ")];
  return element(
    "tr",
    {},
    element("th", { scope: "row", class: "form" }, form, element("span", { class: "detail" }, [range, remarks].filter(Boolean).join(" · "))),
    element("td", { class: "active number" }, cellText(food, form, "100g"), bar(value, highest)),
    element("td", { class: "labs number" }, labsOf(food, form)),
    element("td", { class: "number wide" }, range),
    inPortion ? element("td", { class: "number" }, cellText(food, form, "portion")) : null,
    element("td", { class: "wide remarks" }, remarks),
  );
}

function drawNumbers(more, food) {
  const numbers = more.measurements[food.at];
  fill("card-count", `${numbers.length} published number${numbers.length === 1 ? "" : "s"}`);
  const order = (one) => (one.status === "counted" ? 0 : 1);
  fill("card-numbers", ...numbers.toSorted((a, b) => order(a) - order(b)).map((one) => numberRow(more, one)));
  const statuses = [...new Set(numbers.map((one) => one.status))];
  fill("card-statuses", ...statuses.map((status) => element("p", {}, `${status}: ${more.statuses[status]}`)));
  const ids = [...new Set(numbers.map((one) => one.source_id))];
  fill("card-sources", ...ids.map((id) => sourceItem(more, id)));
}

function numberRow(more, one) {
  const source = more.sources.get(one.source_id);
  const range = span(one.min_ug_per_100g, one.max_ug_per_100g);
  const samples = one.n === null ? "" : `n = ${one.n}`;
  const where = [one.country, one.method, one.source_name && `as “${one.source_name}”`, one.locator, one.note];
  return element(
    "tr",
    { class: one.status === "counted" ? "" : "idle" },
    element("th", { scope: "row", class: "form" }, one.form),
    element(
      "td",
      { class: "number" },
      amount(one.ug_per_100g, one.qualifier, one.limit_ug_per_100g),
      element("span", { class: "beside" }, [range, samples].filter(Boolean).join(", ")),
    ),
    element("td", { class: "where" }, doiLink(one.source_id, source?.doi), element("span", { class: "beside" }, where.filter(Boolean).join("; "))),
    element("td", {}, one.status, element("span", { class: "beside" }, `grade ${one.tier}`)),
  );
}

/** A source as a reader cites it, with a link where it has a DOI, and its terms. */
export function sourceItem(more, id) {
  const source = more.sources.get(id);
  const link = source?.doi ? [" ", doiLink("doi.org", source.doi)] : [];
  const terms = source?.licence ? [element("span", { class: "beside" }, `Terms: ${source.licence}`)] : [];
  return element("li", {}, element("b", {}, id), ` ${source?.cite ?? ""}`, ...link, ...terms);
}
