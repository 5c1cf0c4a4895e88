// The state as the end of an address, to be read and written by people too:
// surface=ravine&condition=50&start=-9,1&steps=60&race=Adam(lr=0.1)+cosine(steps=100)

import { EXTRAS } from "./extras.js";
import { drawsLots } from "./race.js";
import { allowed } from "./ranges.js";
import { RULES, usualOf } from "./rules.js";
import { SHARED } from "./shared.js";
import { plainly } from "./formula.js";
import { SURFACES, surface, trouble } from "./surfaces.js";
import { wrongWith } from "./typed_rule.js";

const call = (name, values) => `${name}(${values.map(([k, x]) => `${k}=${x}`).join(",")})`;

// The numbers of a racer that are not the usual ones.
function own(racer) {
  const usual = usualOf(racer);
  return Object.keys(usual).filter((k) => k in racer && racer[k] !== usual[k]).map((k) => [k, racer[k]]);
}

function around({ kind, ...numbers }) {
  return `+${call(kind, Object.entries(numbers))}`;
}

const written = (x) => (typeof x === "string" ? plainly(x).replace(/\s/g, "%20") : x);

export function toAddress(state) {
  const racers = state.racers.filter((racer) => racer.method);
  return [
    `surface=${state.surface}`,
    ...Object.entries(state.options).map(([name, x]) => `${name}=${written(x)}`),
    `start=${state.start.join(",")}`,
    ...(state.window.length ? [`window=${state.window.flat().join(",")}`] : []),
    `steps=${state.steps}`,
    ...(state.noise ? [`noise=${state.noise}`] : []),
    ...(drawsLots(state) ? [`seed=${state.seed}`] : []),
    ...(state.at >= 0 && state.at < state.steps ? [`at=${state.at}`] : []),
    ...(state.basins >= 0 && racers[state.basins] ? [`basins=${state.basins}`] : []),
    ...(state.duel ? ["duel=1"] : []),
    ...(!state.chart || state.chart === SHARED.charts[0] ? [] : [`chart=${state.chart}`]),
    ...racers.map((r) => `race=${call(r.method, own(r))}${r.around ? around(r.around) : ""}${r.rule ? `&rule=${written(r.rule)}` : ""}`),
  ].join("&");
}

export function toPython(state) {
  const racers = state.racers.map((racer) => {
    if (!racer.method) return racer.name;
    const line = racer.rule ? [["rule", racer.rule]] : [];
    const numbers = [...line, ...own(racer)].map(([k, x]) => `, "${k}": ${python(x)}`);
    const extra = racer.around
      ? `, "around": {${Object.entries(racer.around).map(([k, x]) => `"${k}": ${python(x)}`).join(", ")}}`
      : "";
    return numbers.length || extra
      ? `{"method": "${racer.method}"${numbers.join("")}${extra}}`
      : `"${racer.method}"`;
  });
  const rest = { ...state.options, start: state.start, steps: state.steps };
  if (state.window.length) rest.window = state.window;
  if (state.basins >= 0) rest.basins = state.basins;
  if (state.duel) rest.duel = true;
  if (state.chart !== SHARED.charts[0]) rest.chart = state.chart;
  if (state.noise) rest.noise = state.noise;
  if (drawsLots(state)) rest.seed = state.seed;
  const named = Object.entries(rest).map(([k, x]) => `, ${k}=${python(x)}`);
  return `Playground("${state.surface}", [${racers.join(", ")}]${named.join("")})`;
}

const python = (x) => (typeof x === "boolean" ? (x ? "True" : "False") : JSON.stringify(x));

// Reads an address; what it cannot use it leaves out, and says so in `complaints`.
export function fromAddress(text) {
  const state = {};
  const complaints = [];
  const pairs = decode(text).split("&").filter(Boolean).map((part) => part.split(/=(.*)/s));
  const given = Object.fromEntries(pairs);
  const wrong = (what, got, wanted) => {
    complaints.push(`${what} is not possible: ${got}${wanted ? ` (it must be ${wanted})` : ""}`);
  };

  if (SURFACES.includes(given.surface)) state.surface = given.surface;
  else return { state, complaints: [`there is no surface "${given.surface ?? ""}"`] };
  const facts = SHARED.surfaces[state.surface];

  function take(name, fits) {
    if (!(name in given)) return;
    const numbers = given[name].split(",").map(Number);
    if (numbers.every(Number.isFinite) && fits(numbers)) return numbers;
    wrong(name, given[name]);
  }

  state.options = {};
  for (const [name, usual] of Object.entries(facts.options)) {
    if (typeof usual === "string") continue;
    const [x] = take(name, ([y]) => allowed(name, y)) ?? [];
    if (x !== undefined) state.options[name] = x;
  }
  if ("formula" in facts.options && given.formula !== undefined) {
    const wrongly = trouble(given.formula, state.options.reach ?? facts.options.reach);
    if (wrongly) complaints.push(`the formula cannot be read: ${wrongly}`);
    else state.options.formula = plainly(given.formula);
  }
  const d = surface(state.surface, state.options).start.length;
  state.start = take("start", (w) => w.length === d && w.every((x) => allowed("start", x))) ?? null;
  const edges = take("window", (w) => w.length === 2 * d && w.every((x, i) => i % 2 === 0 || x > w[i - 1]));
  state.window = edges ? [...Array(d).keys()].map((i) => edges.slice(2 * i, 2 * i + 2)) : [];
  const one = (name, usual) => (take(name, ([x]) => allowed(name, x)) ?? [usual])[0];
  state.steps = one("steps", 100);
  state.noise = one("noise", 0);
  state.seed = one("seed", 0);
  [state.at] = take("at", ([x]) => Number.isInteger(x) && 0 <= x && x <= state.steps) ?? [-1];
  [state.basins] = take("basins", ([k]) => allowed("basins", k)) ?? [-1];
  if (take("duel", ([x]) => x === 0 || x === 1)?.[0]) state.duel = true;
  if (SHARED.charts.includes(given.chart)) state.chart = given.chart;
  else if (given.chart !== undefined) wrong("chart", given.chart, `one of ${SHARED.charts.join(", ")}`);
  // A rule that was typed follows the race that it belongs to.
  const races = [];
  for (const [name, text] of pairs) {
    if (name === "race") races.push([text]);
    else if (name === "rule" && races.length) races.at(-1).push(text);
  }
  state.racers = races.slice(0, SHARED.most.racers).map((race) => racer(race[0], race[1], wrong, complaints)).filter(Boolean);
  if (races.length > SHARED.most.racers) complaints.push(`only the first ${SHARED.most.racers} optimizers race`);
  return { state, complaints };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function racer(text, line, wrong, complaints) {
  const calls = [...text.matchAll(/(\w+)\(([^)]*)\)/g)].map(([, name, inside]) => [name, values(inside)]);
  const [[method, numbers] = [], [kind, rest] = []] = calls;
  const typed = method === SHARED.typed.method;
  if (!typed && !Object.hasOwn(RULES, method ?? "")) return wrong("an optimizer", text);
  const found = { method, ...(typed ? { rule: plainly(line ?? SHARED.typed.usual) } : {}) };
  const trouble = typed && wrongWith(found.rule);
  if (trouble) return void complaints.push(`the rule cannot be read: ${trouble}`);
  fill(found, numbers, usualOf(found), wrong);
  if (kind && !("lr" in usualOf(found))) wrong("around a rule that names no lr", kind);
  else if (kind && Object.hasOwn(EXTRAS, kind)) {
    found.around = { kind, ...SHARED.extras[kind] };
    fill(found.around, rest, SHARED.extras[kind], wrong);
  } else if (kind) wrong("around an optimizer", kind);
  return found;
}

const values = (inside) => inside.split(",").filter(Boolean).map((pair) => pair.split("="));

function fill(target, pairs, usual, wrong) {
  for (const [name, text] of pairs) {
    const value = typeof usual[name] === "boolean" ? text === "true" : Number(text);
    if (name in usual && Number.isFinite(Number(value)) && allowed(name, Number(value))) target[name] = value;
    else wrong(name, text, SHARED.ranges[name]?.wanted);
  }
}
