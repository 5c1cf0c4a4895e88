// One run: what descent.minimize does, for the rules of this folder.

import { EXTRAS } from "./extras.js";
import { normal } from "./noise.js";
import { ruleOf, usualOf } from "./rules.js";
import { SHARED } from "./shared.js";

// All hyper-parameters of a racer: its own, and the usual ones for the rest.
export const hyper = (racer) => ({ ...usualOf(racer), ...racer });

// Whether the seed makes a difference.
export const drawsLots = ({ noise, options }) => Boolean(noise) || (options.batch ?? Infinity) < SHARED.ranges.batch.most;

// Returns the run, which has fewer steps than asked for where it left the finite numbers.
export function race(surface, racer, { start, steps, noise = 0, seed = 0 }) {
  const rule = ruleOf(racer);
  const h = hyper(racer);
  const { lr } = h;
  const p = h.around ?? {};
  const extra = EXTRAS[p.kind] ?? {};
  const memory = start.map((w) => (rule.begin ? rule.begin(w) : { ...rule.memory }));
  const run = record(surface, start, steps, Boolean(rule.velocity));
  let w = [...start];
  let [asked, calls] = [0, 0];

  function gradient(at) {
    const g = surface.sampled ? surface.sampled(at, seed, calls++) : surface.gradient(at);
    if (noise) for (let i = 0; i < g.length; i++) g[i] += noise * normal(seed, asked++);
    return g;
  }

  // Loops and kept arrays, where `map` would read better: a drag waits for thousands of steps.
  let next = [...start];
  const aside = [...start];
  for (let t = 1; t <= steps; t++) {
    if (extra.rate) h.lr = extra.rate(lr, t - 1, p);
    let g = null;
    if (!rule.blind) {
      let at = w;
      if (rule.ask) {
        at = aside;
        for (let i = 0; i < w.length; i++) at[i] = rule.ask(w[i], memory[i], h);
      }
      g = gradient(at);
      // So far out that infinities cancel: there is no slope in numbers.
      if (has(g, Number.isNaN)) break;
      if (extra.slope) g = extra.slope(g, at, p);
    }
    if (rule.whole) next = rule.next(w, g, memory, h, t);
    else for (let i = 0; i < w.length; i++) next[i] = rule.next(w[i], g ? g[i] : undefined, memory[i], h, t);
    if (extra.shrink) for (let i = 0; i < w.length; i++) next[i] -= extra.shrink(w[i], h.lr, p);
    const left = w;
    w = next;
    next = left;
    run.add(w, g, memory, rule.velocity);
    if (has(w, lost)) break;
  }
  return run;
}

const lost = (x) => !Number.isFinite(x);

function has(numbers, what) {
  for (let i = 0; i < numbers.length; i++) if (what(numbers[i])) return true;
  return false;
}

// The same for a path that was worked out elsewhere: by Python, for a class of the reader's own.
export function retrace(surface, places) {
  const [start, ...rest] = places.map((w) => w.map(Number));
  const run = record(surface, start, rest.length);
  for (const w of rest) run.add(w);
  return run;
}

function record(surface, start, steps, moves = false) {
  const d = start.length;
  const blank = () => new Float64Array((steps + 1) * d).fill(NaN);
  const [places, slopes] = [blank(), blank()];
  const velocities = moves ? blank() : null;
  const losses = new Float64Array(steps + 1);
  const run = {
    d,
    axes: [...start.keys()],
    last: 0,
    places,
    losses,
    // Coordinate i of the place after step k, of the step to it, of the gradient that it was made
    // from, and of the velocity it left.
    place: (k, i) => places[k * d + i],
    step: (k, i) => places[k * d + i] - places[(k - 1) * d + i],
    slope: (k, i) => slopes[k * d + i],
    velocity: (k, i) => (velocities ? velocities[k * d + i] : NaN),
    add(w, g, memory, velocity) {
      const k = (run.last += 1);
      losses[k] = surface.value(w);
      for (let i = 0; i < d; i++) {
        places[k * d + i] = w[i];
        if (g) slopes[k * d + i] = g[i];
        if (velocity) velocities[k * d + i] = memory[i][velocity];
      }
    },
    // As descent.Trajectory has it: ended at infinity, or a million times higher than it began.
    get diverged() {
      const [first, end] = [Math.abs(losses[0]), losses[run.last]];
      return !Number.isFinite(end) || end > 1e6 * Math.max(first, 1);
    },
  };
  places.set(start);
  losses[0] = surface.value(start);
  return run;
}
