// The English stemmer of Snowball (https://snowballstem.org/algorithms/english/stemmer.html), which
// the words of the index were stemmed by: roasting and roasted are roast.

const EXCEPTIONS = {
  andes: "andes", atlas: "atlas", bias: "bias", cosmos: "cosmos", howe: "howe", news: "news", sky: "sky",
  skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli",
  singly: "singl",
};
const BEGINNING = /^(arsen|commun|emerg|gener|inter|later|organ|past|univers)/;
const VOWEL = /[aeiouy]/;
const SHORT_END = /([^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$/;
const STEP_2 = {
  ational: "ate", ization: "ize", fulness: "ful", iveness: "ive", ousness: "ous", tional: "tion",
  biliti: "ble", lessli: "less", alism: "al", aliti: "al", ation: "ate", entli: "ent", fulli: "ful",
  iviti: "ive", ogist: "og", ousli: "ous", abli: "able", alli: "al", anci: "ance", ator: "ate",
  enci: "ence", izer: "ize", bli: "ble",
};
const STEP_3 = {
  ational: "ate", tional: "tion", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ness: "", ful: "",
};
const STEP_4 =
  /(ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|(?<=[st])ion|ion)$/;

/** Where the region after the first vowel and consonant of `word` begins, from `from` on. */
function regionAfter(word, from) {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
  return found ? from + found.index + 2 : word.length;
}

function withoutPlural(word) {
  const plain = word.replace(/('s'|'s|')$/, "");
  if (plain.endsWith("sses")) return plain.slice(0, -2);
  if (/(ied|ies)$/.test(plain)) return plain.slice(0, plain.length > 4 ? -2 : -1);
  if (/(us|ss)$/.test(plain) || !plain.endsWith("s")) return plain;
  return VOWEL.test(plain.slice(0, -2)) ? plain.slice(0, -1) : plain;
}

function withoutPast(word, r1) {
  const [ending] = /(eedly|ingly|edly|eed|ing|ed)$/.exec(word) ?? [""];
  if (!ending) return word;
  const rest = word.slice(0, -ending.length);
  if (ending.startsWith("eed")) {
    return rest.length < r1 || /^(succ|proc|exc)$/.test(rest) ? word : `${rest}ee`;
  }
  if (ending === "ing") {
    if (/^[^aeiouy]y$/.test(rest)) return `${rest[0]}ie`;
    if (/^(even|cann|inn|earr|herr|out)$/.test(rest)) return word;
  }
  if (!VOWEL.test(rest)) return word;
  if (/(at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) {
    return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1);
  }
  return rest.length === r1 && SHORT_END.test(rest) ? `${rest}e` : rest;
}

function endingOf(word, endings) {
  return Object.keys(endings).find((ending) => word.endsWith(ending));
}

function suffixed(word, r1) {
  const ending = endingOf(word, STEP_2);
  if (ending) {
    const at = word.length - ending.length;
    return at >= r1 ? word.slice(0, at) + STEP_2[ending] : word;
  }
  if (word.endsWith("ogi")) return word.length - 3 >= r1 && /logi$/.test(word) ? word.slice(0, -1) : word;
  if (word.endsWith("li") && word.length - 2 >= r1 && /[cdeghkmnrt]li$/.test(word)) return word.slice(0, -2);
  return word;
}

function derived(word, r1, r2) {
  if (word.endsWith("ative")) return word.length - 5 >= Math.max(r1, r2) ? word.slice(0, -5) : word;
  const ending = endingOf(word, STEP_3);
  const at = word.length - (ending ?? "").length;
  return ending && at >= r1 ? word.slice(0, at) + STEP_3[ending] : word;
}

function shortened(word, r2) {
  const found = STEP_4.exec(word);
  if (!found || found.index < r2) return word;
  return found[1] === "ion" && !/[st]ion$/.test(word) ? word : word.slice(0, found.index);
}

function tidied(word, r1, r2) {
  const at = word.length - 1;
  if (word.endsWith("e")) {
    return at >= r2 || (at >= r1 && !SHORT_END.test(word.slice(0, -1))) ? word.slice(0, -1) : word;
  }
  return word.endsWith("ll") && at >= r2 ? word.slice(0, -1) : word;
}

/** The stem of a lower-case English word. */
export function stem(typed) {
  if (Object.hasOwn(EXCEPTIONS, typed)) return EXCEPTIONS[typed];
  if ([...typed].length < 3) return typed;
  let word = typed.replace(/^'/, "").replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const r1 = BEGINNING.exec(word)?.[0].length ?? regionAfter(word, 0);
  const r2 = regionAfter(word, r1);
  word = withoutPlural(word);
  word = withoutPast(word, r1);
  if (/.[^aeiouy][yY]$/.test(word)) word = `${word.slice(0, -1)}i`;
  word = suffixed(word, r1);
  word = derived(word, r1, r2);
  word = shortened(word, r2);
  word = tidied(word, r1, r2);
  return word.replaceAll("Y", "y");
}
