// The interpretation of the text in the box: a drug, a form, an order, several foods or a misspelling.
// vitk2/queries/interpret.py and questions.py do the same for the command line, and more.

import { closestDrug, drugsIn } from "./drugs.js";
import { LIKE_ENOUGH, closestWord, misspelt, plainWord } from "./guess.js";
import { begins, isWholeName } from "./hits.js";
import { matchesOf, search } from "./search.js";
import { fold, singular, words } from "./text.js";

const WITHOUT = ["without", "no", "ohne", "sin", "sans"];
const DIETS = ["vegan", "vegetarian"];
const VITAMIN = ["vitamin", "vitamine", "vitamina"];
const BETWEEN = /\s+(?:vs\.?|versus|or|and|against|compared (?:to|with)|than|und|oder|et|ou|y|o)\s+|\s*[,;/+&]\s*/i;
const AMOUNT =
  /(?<![\w-])(?:\d+(?:[.,]\d+)?(?:\s*\/\s*\d+)?|[½¼¾]|half)\s*(?:(?:g|grams?|gramm|kg|mg|ml|l|oz|ounces?|lb|cups?|tbsp|tablespoons?|tsp|teaspoons?|slices?|pieces?|servings?|portions?|el|tl)\b)?/gi;
const COMPARES = /\s(?:vs\.?|versus|or|compared (?:to|with)|than|oder|ou)\s/i;
const [MOST_FOODS, MOST_WORDS] = [8, 10]; // of a comparison
const CLEARLY_LIKE = 0.8; // from here on the foods of a similar word are shown, not only offered

const isIn = (known, word) => known.has(word) || known.has(singular(word));

/** The form that a text spells, such as mk7, vitamin k2 or phylloquinone; "" for another text. */
export function formOf(table, text) {
  const squeezed = words(text).join("").replaceAll("_", "").replace(/^vitamin[ea]?/, "").replace("menaquinone", "mk");
  return Object.hasOwn(table.formNames, squeezed) ? table.formNames[squeezed] : "";
}

/** The words of a text by what they mean: forms, a diet, words for an order, and the rest. */
function partsOf(table, text) {
  const { high, low, empty } = table.questionWords;
  const typed = text.split(/[\s,?!]+/).filter(Boolean);
  const beginsForm = (word) => VITAMIN.includes(fold(word)) || formOf(table, word) !== "";
  const parts = { forms: [], diet: "", isHigh: false, isLow: false, rest: [] };
  for (let at = 0; at < typed.length; at += 1) {
    const [word, next] = [fold(typed[at]), typed[at + 1] ?? ""];
    const isVitaminK = VITAMIN.includes(word) && fold(next) === "k";
    const ofTwo = isVitaminK ? "K1" : next && formOf(table, `${word} ${next}`); // tables print K1 as vitamin K
    const form = ofTwo || formOf(table, word);
    if (form) parts.forms.push(form);
    else if (DIETS.includes(word)) parts.diet = word;
    else if (isIn(high, word)) parts.isHigh = true;
    else if (isIn(low, word) || (WITHOUT.includes(word) && beginsForm(next))) parts.isLow = true;
    else if (!isIn(empty, word)) parts.rest.push(typed[at]);
    if (ofTwo) at += 1;
  }
  return parts;
}

function groupOf(table, text) {
  const folded = words(text).join(" ");
  const named = (name) => [words(name).join(" "), words(name).map(singular).join(" ")];
  return table.groups.find((group) => named(group).includes(folded)) ?? "";
}

/**
 * What a text asks for: the words to search for, a form, a group, a diet, an order, or drugs.
 *
 * The order is lowest, richest or "". The name of a food is never read as anything else. Words for an
 * order count only beside a form or a group, or where no food has them: there is low-fat milk.
 */
export function read(table, text) {
  const asTyped = { text, form: "", group: "", diet: "", order: "", drugs: [] };
  if (!text || isWholeName(table.words, text)) return asTyped;
  const drugs = drugsIn(table, text);
  if (drugs.length) return { ...asTyped, drugs };
  const { forms, diet, isHigh, isLow, rest } = partsOf(table, text);
  if (!forms.length && !isHigh && !isLow) return asTyped;
  const order = isLow ? "lowest" : isHigh ? "richest" : "";
  const group = groupOf(table, rest.join(" "));
  const searched = group ? "" : rest.join(" ");
  const form = new Set(forms).size === 1 ? forms[0] : ""; // of several forms the list has every column
  if (forms.length) return { ...asTyped, text: searched, form, group, diet, order };
  if (group) return { ...asTyped, text: "", form: "K1", group, diet, order };
  return asTyped;
}

/**
 * The foods that answer a query, as `search` returns them, with how the text was read.
 *
 * `read` is null where the foods match the text as typed. Otherwise it has a sentence `says`, other
 * texts to `offer`, whether it `isComparison` and, for a text that is spelled like the name of a drug, that name as `drug`.
 */
export function answer(table, query) {
  if (query.drugs.length) {
    const says = `“${query.text}” is about a medicine. The advice is below.`;
    return { foods: [], doubtful: [], englishWord: "", matchRanks: new Map(), read: { says, offer: [], drug: "" } };
  }
  const advice = isWholeName(table.words, query.text) ? "" : table.patientAdvice.get(inOneSpelling(query.text));
  if (advice) return { ...search(table, query, new Map()), read: { says: advice, offer: [] } };
  const isComparison = COMPARES.test(query.text) && !isWholeName(table.words, query.text);
  const compared = isComparison ? foodsByName(table, query.text) : null;
  if (compared) return readAs(table, query, compared);
  const found = search(table, query);
  if (!query.text || found.matchRanks.size || plainWord(table, query.text)) return { ...found, read: null };
  const reading =
    foodsByName(table, query.text) ??
    patientGroup(table, query.text) ??
    foodOfQuestion(table, query.text) ??
    likeDrug(table, query.text) ??
    corrected(table, query.text) ??
    mostWords(table, query.text);
  return reading ? readAs(table, query, reading) : { ...found, read: null };
}

function readAs(table, query, { matchRanks, ...reading }) {
  return { ...search(table, query, matchRanks), read: reading };
}

const inOneSpelling = (text) => words(text).map(singular).join(" ");
const quoted = (texts) => texts.map((text) => `“${text}”`).join(", ");
const inNoFood = (unknown) => `No food has the word${unknown.length > 1 ? "s" : ""} ${quoted(unknown)}`;

/** A text without the words of a question at its beginning and end. */
function withoutQuestion(table, text) {
  const typed = text.split(/[\s?!]+/).filter(Boolean);
  const { high, low, empty } = table.questionWords;
  const isAsking = (word) => [high, low, empty].some((known) => isIn(known, fold(word)));
  while (typed.length > 1 && isAsking(typed[0])) typed.shift();
  while (typed.length > 1 && isAsking(typed.at(-1))) typed.pop();
  return typed.join(" ");
}

/** The foods of several names, one for each: brie vs camembert, gouda brie, chicken thigh vs breast. */
function foodsByName(table, text) {
  const asked = withoutQuestion(table, text);
  const between = asked.split(BETWEEN).filter(Boolean);
  const names = between.length > 1 ? withBorrowedWords(table, between) : namesInARow(table, asked.split(" "));
  if (!names || names.length < 2 || names.length > MOST_FOODS) return null;
  const foods = names.map((name) => bestMatch(table, name));
  if (foods.includes(undefined) || new Set(foods).size < 2) return null;
  const chosen = [...new Set(foods)];
  return {
    matchRanks: new Map(chosen.map((at, rank) => [at, rank])),
    says: `Comparing ${chosen.map((at) => table.foods[at].name).join(" and ")}. More foods of one name:`,
    offer: names,
    isComparison: true,
  };
}

/** The number of the food that a name finds first; undefined where it finds none. */
function bestMatch(table, name) {
  const found = [...matchesOf(table, name)];
  return found.sort(([one, rank], [other, otherRank]) => rank - otherRank || one - other)[0]?.[0];
}

/** Names, where a later one may need the first words of the first: chicken thigh, breast. */
function withBorrowedWords(table, names) {
  const first = names[0].split(" ").slice(0, -1);
  const isName = (name) => isWholeName(table.words, name) || (!first.length && matchesOf(table, name).size > 0);
  return names.map((name, at) => {
    const borrowed = [...first, name].join(" ");
    return at && !isName(name) && matchesOf(table, borrowed).size ? borrowed : name;
  });
}

/** Words as names of foods in a row, long names first; null where they are none. */
function namesInARow(table, typed) {
  if (!typed.length) return [];
  if (typed.length > MOST_WORDS) return null;
  for (let end = typed.length; end > 0; end -= 1) {
    const name = typed.slice(0, end).join(" ");
    const rest = isWholeName(table.words, name) ? namesInARow(table, typed.slice(end)) : null;
    if (rest) return [name, ...rest];
  }
  return null;
}

/** The advice for the group of patients that words of a text name. */
function patientGroup(table, text) {
  if (isWholeName(table.words, withoutQuestion(table, text))) return null; // can I eat kidney
  const typed = ` ${inOneSpelling(text)} `;
  const found = [...table.patientAdvice].find(([name]) => typed.includes(` ${name} `));
  return found ? { matchRanks: new Map(), says: found[1], offer: [] } : null;
}

/** The foods of a question or an amount: can I eat spinach, parsley 1 tbsp. */
function foodOfQuestion(table, text) {
  const withoutAmount = text.replace(AMOUNT, " ");
  const asked = withoutQuestion(table, withoutAmount);
  const matchRanks = matchesOf(table, asked);
  if (!matchRanks.size) return null;
  const amount = withoutAmount === text ? "" : "For an amount, press + next to a food and open “My day”. ";
  return { matchRanks, says: `${amount}Showing foods for “${asked}”.`, offer: [] };
}

/** The drug that a text is spelled like, where no word of a food is as similar. */
function likeDrug(table, text) {
  const wrong = misspelt(table, text).filter((word) => !isIn(table.questionWords.empty, word));
  const [like, drug] = wrong.length ? closestDrug(table, [...wrong, words(text).join(" ")]) : [0, ""];
  const likeFood = Math.max(0, ...wrong.map((word) => closestWord(table, word)[0]));
  if (like < LIKE_ENOUGH || like <= likeFood) return null;
  return { matchRanks: new Map(), says: `No food matches “${text}”. Did you mean ${drug}?`, offer: [], drug };
}

/** The foods of a text with each misspelt word replaced by the word that is most like it. */
function corrected(table, text) {
  const wrong = misspelt(table, text).filter((word) => !isIn(table.questionWords.empty, word));
  const likes = new Map(wrong.map((word) => [word, closestWord(table, word)]));
  if (!wrong.length || [...likes.values()].some(([like]) => like < CLEARLY_LIKE)) return null;
  const meant = [...new Set(words(withoutQuestion(table, text)).map((word) => likes.get(word)?.[1] ?? word))].join(" ");
  const matchRanks = matchesOf(table, meant);
  if (!matchRanks.size) return null;
  return { matchRanks, says: `${inNoFood(wrong)}. Showing foods for “${meant}”.`, offer: [] };
}

/** The foods with most of the words of a text, where no food has all of them. */
function mostWords(table, text) {
  const asked = words(withoutQuestion(table, text.replace(AMOUNT, " ")));
  const typed = [...new Set(asked)].filter((word) => !isIn(table.questionWords.empty, word));
  const unknown = typed.filter((word) => !begins(table.words, word));
  const known = typed.filter((word) => begins(table.words, word));
  if (!known.length) return null;
  const ofKnown = matchesOf(table, known.join(" "));
  if (ofKnown.size) {
    const reason = unknown.length ? `${inNoFood(unknown)}. ` : "";
    return { matchRanks: ofKnown, says: `${reason}Showing foods for “${known.join(" ")}”.`, offer: [] };
  }
  const counts = new Map();
  const worst = new Map();
  for (const word of known) {
    for (const [at, matchRank] of matchesOf(table, word)) {
      counts.set(at, (counts.get(at) ?? 0) + 1);
      worst.set(at, Math.max(worst.get(at) ?? 0, matchRank));
    }
  }
  const most = Math.max(0, ...counts.values());
  const foods = [...counts.keys()].filter((at) => counts.get(at) === most);
  const why = unknown.length ? inNoFood(unknown) : `No food has all of ${quoted(typed)}`;
  return {
    matchRanks: new Map(foods.map((at) => [at, worst.get(at)])),
    says: `${why}. Showing foods with ${most} of the ${typed.length} words. One word alone:`,
    offer: known,
  };
}
