// Builds elements. Every text is inserted as text: markup in a name is displayed, never parsed.

/** An element with attributes (omitted if false or null), listeners (on...) and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

/** The element with an id. */
export const byId = (id) => document.getElementById(id);

/** Replaces the children of an element. */
export function fill(id, ...children) {
  byId(id).replaceChildren(...children.filter((child) => child !== null && child !== ""));
}

/** Options of a select, `[value, text]`, with one chosen. */
export function choose(id, options, chosen) {
  fill(id, ...options.map(([value, text]) => element("option", { value, selected: value === chosen }, text)));
  byId(id).value = chosen;
}

/** A link to a DOI, or the text alone where there is none. */
export function doiLink(text, doi) {
  if (!doi) return text;
  return element("a", { href: `https://doi.org/${encodeURI(doi)}`, rel: "noreferrer" }, text);
}
