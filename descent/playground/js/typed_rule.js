// An update rule that the reader typed in one line, as descent.playground.typed_rule reads it: parts
// with semicolons between them, each about one coordinate. Each but the last keeps a value under a
// name, 0 before the first step; the last is the next w. Nothing of it is run as code.

import { named, plainly, read, troubleOf } from "./formula.js";
import { SHARED } from "./shared.js";

const { values: VALUES, numbers: NUMBERS } = SHARED.typed;
const KEEPS = /^[a-z][a-z0-9_]*$/;
const known = new Map(); // what was read, by its line: it is asked for once a frame

// The rule as those of rules.js are, with the `numbers` it names; or throws an Error whose message
// is a sentence.
export function typedRule(text) {
  if (!known.has(text)) {
    if (known.size > 50) known.clear();
    known.set(text, made(text));
  }
  return known.get(text);
}

// Why a line cannot be used, or nothing.
export const wrongWith = (text) => troubleOf(() => typedRule(text));

function made(text) {
  if (text.length > SHARED.most.letters) throw new Error(`it may have ${SHARED.most.letters} characters`);
  if (!text.trim()) throw new Error("it is empty: write something like w - lr g");
  const parts = plainly(text).toLowerCase().split(";").map((part) => part.split("="));
  if (parts.some((part) => part.length > 2)) throw new Error('"=" may stand once between two semicolons');
  const last = parts.pop();
  if (last.length === 2 && last[0].trim() !== "w") throw new Error("the last part is the next w, as in w - lr g");
  const names = parts.map(keptName);
  const kept = [...new Set(names)];
  if (kept.length > SHARED.most.kept) throw new Error(`it may keep ${SHARED.most.kept} values`);
  const order = [...VALUES, ...Object.keys(NUMBERS), ...kept];
  const places = Object.fromEntries(order.map((name, k) => [name, k]));
  const offered = [...VALUES, ...kept, ...Object.keys(NUMBERS)].join(", ");
  const found = [...parts, last].map((part) => read(part.at(-1), places, offered));
  const met = new Set(found.flatMap((part) => [...part.met]));
  if (!["w", "w0", "before"].some((name) => met.has(name))) {
    throw new Error("it never names w: the last part is the next w, as in w - lr g");
  }
  return rule(found, names, kept, met, order);
}

function keptName(part) {
  const name = part[0].trim();
  if (part.length === 1) throw new Error("each part but the last keeps a value, as in m = beta m + g");
  if (!KEEPS.test(name)) throw new Error(`"${name}" is no name for what is kept: take letters, such as m`);
  if (VALUES.includes(name) || Object.hasOwn(NUMBERS, name) || named(name)) {
    throw new Error(`"${name}" means something else: keep the value under another name`);
  }
  return name;
}

function rule(found, names, kept, met, order) {
  const last = found.at(-1);
  const steps = names.map((name, k) => ({ name, place: order.indexOf(name), value: found[k].value }));
  const numbers = Object.keys(NUMBERS).map((name, k) => ({ name, place: VALUES.length + k })).filter(({ name }) => met.has(name));
  const first = order.length - kept.length;
  const memory = Object.fromEntries(kept.map((name) => [name, 0]));
  const means = Array(order.length).fill(0); // what each name means, in order
  return {
    title: "Your rule",
    numbers: Object.fromEntries(numbers.map(({ name }) => [name, NUMBERS[name]])),
    memory,
    velocity: kept[0],
    timed: met.has("t"),
    ...(met.has("w0") || met.has("before") ? { begin: (w) => ({ ...memory, w0: w, before: w }) } : {}),
    next(w, g, s, h, t) {
      [means[0], means[1], means[2], means[3], means[4]] = [w, g, t, s.w0, s.before];
      for (const { name, place } of numbers) means[place] = h[name];
      for (let k = 0; k < kept.length; k++) means[first + k] = s[kept[k]];
      for (const { name, place, value } of steps) means[place] = s[name] = value(means);
      s.before = w;
      return last.value(means);
    },
  };
}
