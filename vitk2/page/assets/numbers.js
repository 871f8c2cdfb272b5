// Numbers as text for readers, as in vitk2/output/wording.py. Rounding happens here alone.

export const MISSING = "—";

/** A number with so many significant digits; of two equally near ones the even one, as Python has it. */
function rounded(value, digits) {
  const text = value.toPrecision(digits).replace(/e.*|\./g, "");
  const rest = value.toPrecision(60).replace(/e.*|\./g, "").replace(/^0+/, "").slice(digits);
  const isOddTie = /^50*$/.test(rest) && Number(text.at(-1)) % 2 === 1;
  return Number((isOddTie ? value * (1 - 2 ** -40) : value).toPrecision(digits));
}

/** A whole number; of two equally near ones the even one. */
export function whole(value) {
  const near = Math.round(value);
  return near - value === 0.5 && near % 2 ? near - 1 : near;
}

/** A number with three significant digits, whole from 100 up; missing is a dash. Above zero it never reads as 0. */
export function number(value) {
  if (value === null || value === undefined) return MISSING;
  return value >= 100 ? written(whole(value)) : digits(value);
}

/** An amount as people read it: 930, ≥9.3, <0.1, tr, nd, 0 (assumed) or a dash. */
export function amount(value, qualifier, limit = null) {
  if (qualifier === "<") return `<${number(limit)}`;
  if (qualifier === "<=") return `≤${number(limit)}`;
  if (qualifier === "tr" || qualifier === "nd") return qualifier;
  if (qualifier === "assumed") return "0 (assumed)";
  if (qualifier === ">=") return value ? `≥${number(value)}` : MISSING; // "at least nothing" says nothing
  return number(value);
}

/** A range as people read it; none where there is nothing between the ends. */
export function span(low, high, qualifier = null) {
  if (qualifier === "<=") return `up to ${number(high)}`;
  return low === null || high === null || low === high ? "" : `${number(low)}–${number(high)}`;
}

/** Three digits of a number, for a sentence: 4000, not 4e+03; only below a millionth with an exponent: 4e-7. */
export function digits(value) {
  if (value === 0) return "0";
  const short = rounded(value, 3);
  return short < 1e-6 ? String(short) : written(short);
}

/** A number with so many decimals; one above zero that would become 0 keeps three digits instead. */
export function toDecimals(value, decimals) {
  return Number(value.toFixed(decimals)) || Number(value.toPrecision(3));
}

/** A number as a file has it: whole, unrounded, without an exponent. */
export function written(value) {
  const text = String(value);
  if (!text.includes("e")) return text;
  return value.toLocaleString("en-US", { useGrouping: false, maximumSignificantDigits: 21, maximumFractionDigits: 30 });
}
