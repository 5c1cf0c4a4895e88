// A formula that the reader typed: read by a grammar of a few lines, as descent.playground.formula
// does, and never run as code. Its slope comes with it, by dual numbers: every part can answer
// [height, slope along x, slope along y]. typed_rule.js reads rules by the same grammar.

import { SHARED } from "./shared.js";

const sign = (a) => (a > 0) - (a < 0);
const FUNCTIONS = {
  exp: [Math.exp, Math.exp],
  ln: [Math.log, (a) => 1 / a],
  sqrt: [Math.sqrt, (a) => 0.5 / Math.sqrt(a)],
  abs: [Math.abs, sign],
  sin: [Math.sin, Math.cos],
  cos: [Math.cos, (a) => -Math.sin(a)],
  tan: [Math.tan, (a) => 1 / Math.cos(a) ** 2],
  tanh: [Math.tanh, (a) => 1 - Math.tanh(a) ** 2],
  sign: [sign, () => 0],
};
const OPERATORS = {
  "+": [(a, b) => a + b, () => 1, () => 1],
  "-": [(a, b) => a - b, () => 1, () => -1],
  "*": [(a, b) => a * b, (a, b) => b, (a) => a],
  "/": [(a, b) => a / b, (a, b) => 1 / b, (a, b) => -a / (b * b)],
  "^": [(a, b) => a ** b, (a, b) => (b === 0 ? 0 : b * a ** (b - 1)), (a, b) => Math.log(a) * a ** b],
};
const PAIRS = {
  max: [Math.max, (a, b) => Number(a >= b), (a, b) => Number(a < b)],
  min: [Math.min, (a, b) => Number(a <= b), (a, b) => Number(a > b)],
};
const CONSTANTS = { pi: Math.PI, e: Math.E };
const VARIABLES = { x: 0, y: 1, w: 0, "w[0]": 0, "w[1]": 1 };
const TOKEN = /\s*(?:(\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?)|(w\[[01]\]|[a-z][a-z0-9_]*)|([-+*/^(),]))\s*/giy;
// What other keyboards write for the same.
const SAME = { "\u2212": "-", "\u00b7": "*", "\u00d7": "*", "\u00b2": "^2", "\u00b3": "^3", "\u03c0": "pi", "**": "^" };

// What does not change has no slope, even where the rule for it knows none (0 times infinity).
const chain = (slope, inner) => (inner === 0 ? 0 : slope * inner);

const constant = (x) => ({ value: () => x, dual: () => [x, 0, 0] });
const variable = (i) => ({ value: (w) => w[i], dual: (w) => [w[i], i === 0 ? 1 : 0, i === 1 ? 1 : 0] });

const applied = ([f, slope], a) => ({
  value: (w) => f(a.value(w)),
  dual(w) {
    const [x, p, q] = a.dual(w);
    const s = slope(x);
    return [f(x), chain(s, p), chain(s, q)];
  },
});

const joined = ([f, left, right], a, b) => ({
  value: (w) => f(a.value(w), b.value(w)),
  dual(w) {
    const [x, p, q] = a.dual(w);
    const [y, r, s] = b.dual(w);
    const [l, m] = [left(x, y), right(x, y)];
    return [f(x, y), chain(l, p) + chain(m, r), chain(l, q) + chain(m, s)];
  },
});

// Returns { axes, value(w), gradient(w) }, or throws an Error whose message is a sentence.
export function parse(text) {
  if (!text.trim()) throw new Error("it is empty: write something like x^2 + 3y^2");
  const { value, dual, met } = read(text, VARIABLES, "x, y");
  if (!met.size) throw new Error("it is the same everywhere: it needs an x, or x and y");
  const axes = Math.max(...[...met].map((name) => VARIABLES[name])) + 1;
  return { axes, value, gradient: (w) => dual(w).slice(1, axes + 1) };
}

// Why something that is read cannot be, as a sentence; or nothing.
export function troubleOf(reading) {
  try {
    reading();
    return "";
  } catch (error) {
    return error.message;
  }
}

// Whether a name has a meaning of its own in every expression.
export const named = (name) => [CONSTANTS, FUNCTIONS, PAIRS].some((known) => Object.hasOwn(known, name));

// What an expression says: { value(w), dual(w) }, and the names it has `met`. `variables` has the
// place of each name among the values w, `offered` lists them in a sentence.
export function read(text, variables, offered) {
  const tokens = split(text);
  const met = new Set();
  const { brackets } = SHARED.most;
  let [k, depth] = [0, 0];
  const next = () => tokens[k]?.text;
  const takes = (...wanted) => (wanted.includes(next()) ? tokens[k++].text : null);

  function sum() {
    let found = product();
    for (let sign = takes("+", "-"); sign; sign = takes("+", "-")) found = joined(OPERATORS[sign], found, product());
    return found;
  }

  // 2x and 2(x + 1) are products, too.
  function product() {
    let found = signed();
    for (;;) {
      const sign = takes("*", "/");
      if (sign) found = joined(OPERATORS[sign], found, signed());
      else if (tokens[k]?.kind === "name" || next() === "(") found = joined(OPERATORS["*"], found, power());
      else return found;
    }
  }

  function signed() {
    if (takes("-")) return applied([(a) => -a, () => -1], signed());
    return takes("+") ? signed() : power();
  }

  function power() {
    const base = atom();
    return takes("^") ? joined(OPERATORS["^"], base, signed()) : base;
  }

  function atom() {
    const token = tokens[k++];
    if (!token) throw new Error("something is missing at the end");
    if (token.kind === "number") return constant(Number(token.text));
    if (token.text === "(") return inside()[0];
    if (token.kind !== "name") throw new Error(`something is missing before "${token.text}"`);
    const name = token.text;
    if (Object.hasOwn(variables, name)) {
      met.add(name);
      return variable(variables[name]);
    }
    if (Object.hasOwn(CONSTANTS, name)) return constant(CONSTANTS[name]);
    if (!named(name)) {
      const there = [...Object.keys(FUNCTIONS), ...Object.keys(PAIRS)].join(", ");
      throw new Error(`there is no "${name}": there are ${offered}, pi, e and ${there}`);
    }
    if (!takes("(")) throw new Error(`"${name}" needs brackets, as in ${name}(...)`);
    return Object.hasOwn(PAIRS, name) ? joined(PAIRS[name], ...inside(2)) : applied(FUNCTIONS[name], ...inside());
  }

  // What stands in brackets: so many expressions, with commas between them.
  function inside(count = 1) {
    depth += 1;
    if (depth > brackets) throw new Error(`it may have ${brackets} brackets one within the other`);
    const found = [sum()];
    while (found.length < count) {
      if (!takes(",")) throw new Error("max and min compare two, as in max(..., ...)");
      found.push(sum());
    }
    depth -= 1;
    if (!takes(")")) throw new Error(unexpected() ?? 'a ")" is missing');
    return found;
  }

  function unexpected() {
    if (next() === ",") return '"," means nothing here';
    return k < tokens.length ? `an operator is missing before "${next()}"` : null;
  }

  const found = sum();
  if (next() === ")") throw new Error('a "(" is missing');
  if (unexpected()) throw new Error(unexpected());
  return { ...found, met };
}

function split(text) {
  if (text.length > SHARED.most.letters) throw new Error(`it may have ${SHARED.most.letters} characters`);
  const plain = plainly(text);
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < plain.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(plain);
    if (!found) throw new Error(`"${plain[at]}" means nothing here`);
    const kind = found[1] ? "number" : found[2] ? "name" : "sign";
    tokens.push({ kind, text: (found[1] ?? found[2] ?? found[3]).toLowerCase() });
  }
  return tokens;
}

// As it stands in an address.
export const plainly = (text) =>
  text.trim().replace(/\*\*|[^\x00-\x7f]/g, (one) => SAME[one] ?? one);
