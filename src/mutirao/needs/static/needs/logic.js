/* Evaluates what needs.logic.as_json gives, by the same rules as needs/logic/evaluating.py; one table of cases tests both. */
"use strict";
self.needsLogic = (() => {
  const truth = (v) => (typeof v === "number" ? v !== 0 && !Number.isNaN(v) : Boolean(v));
  const days = (v) => {
    const moment = new Date(`${v.slice(0, 10)}T00:00:00Z`);
    const known = !Number.isNaN(+moment) && moment.toISOString().slice(0, 10) === v.slice(0, 10);
    return known ? moment / 864e5 : NaN;
  };
  const number = (v) => {
    if (typeof v !== "string") return Number(v);
    if (/^\s*-?(\d+(\.\d*)?|\.\d+)\s*$/.test(v)) return Number(v);
    return /^\d{4}-\d\d-\d\d/.test(v) ? days(v) : NaN;
  };
  const string = (v) => String(v);
  const words = (v) => string(v).split(/\s+/).filter(Boolean);
  const letters = (v) => [...string(v)];
  const equal = (a, b) => {
    if (typeof a === "boolean" || typeof b === "boolean") return truth(a) === truth(b);
    return typeof a === "string" && typeof b === "string" ? a === b : number(a) === number(b);
  };
  const bound = (pick) => (...all) => {
    const known = all.filter((v) => v !== "").map(number);
    return known.length ? pick(...known) : NaN;
  };
  const numbers = (work) => (...all) => work(...all.map(number));
  const strings = (work) => (...all) => work(...all.map(string));
  const rounded = (v, digits = 0) => {
    const scale = 10 ** Math.trunc(digits);
    return Number.isFinite(v) && Math.abs(digits) <= 15 ? Math.floor(v * scale + 0.5) / scale : v;
  };
  const dated = (v) => (v >= -719162 && v <= 2932896 ? new Date(Math.floor(v) * 864e5).toISOString().slice(0, 10) : "");
  const work = {
    or: (a, b) => truth(a) || truth(b), and: (a, b) => truth(a) && truth(b), not: (a) => !truth(a),
    true: () => true, false: () => false, boolean: truth, "=": equal, "!=": (a, b) => !equal(a, b),
    "<": numbers((a, b) => a < b), "<=": numbers((a, b) => a <= b), ">": numbers((a, b) => a > b),
    ">=": numbers((a, b) => a >= b), "+": numbers((a, b) => a + b), "-": numbers((a, b) => a - b),
    "*": numbers((a, b) => a * b), div: numbers((a, b) => a / b), mod: numbers((a, b) => a % b),
    number, string, int: numbers(Math.trunc), round: numbers(rounded), abs: numbers(Math.abs), pow: numbers(Math.pow),
    min: bound(Math.min), max: bound(Math.max), if: (test, a, b) => (truth(test) ? a : b),
    coalesce: (...all) => all.find((v) => v !== "") ?? "", concat: (...all) => letters(all.map(string).join("")).slice(0, 4000).join(""),
    selected: (all, name) => words(all).includes(string(name).trim()), "count-selected": (all) => words(all).length,
    "selected-at": (all, place) => words(all)[Math.trunc(number(place))] ?? "", "string-length": (v) => letters(v).length,
    regex: (v, pattern) => new RegExp(`^(?:${pattern})$`).test(string(v)), contains: strings((v, part) => v.includes(part)),
    "starts-with": strings((v, part) => v.startsWith(part)), "ends-with": strings((v, part) => v.endsWith(part)),
    "normalize-space": (v) => words(v).join(" "), date: numbers(dated),
    substr: (v, start, end = Infinity) => letters(v).slice(Math.max(0, number(start)), Math.max(0, number(end))).join(""),
  };
  /* around: {answers: {name: text}, here: text, columns: {name: text}, today: "2026-11-22"} */
  const evaluate = (tree, around) => {
    if (!Array.isArray(tree)) return tree;
    const [name, ...rest] = tree;
    if (name === "$") return around.answers[rest[0]] ?? "";
    if (name === "@") return around.columns?.[rest[0]] ?? "";
    if (name === ".") return around.here ?? "";
    if (name === "today" || name === "now") return around.today;
    return work[name](...rest.map((each) => evaluate(each, around)));
  };
  return { evaluate, isTrue: truth };
})();
