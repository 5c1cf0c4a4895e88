// One run: what descent.minimize does, for the rules of this folder.

import { EXTRAS } from "./extras.js";
import { normal } from "./noise.js";
import { RULES } from "./rules.js";
import { SHARED } from "./shared.js";

// All hyper-parameters of a racer: its own, and the usual ones for the rest.
export const hyper = (racer) => ({ ...SHARED.methods[racer.method], ...racer });

// Returns places (one row a step), losses, velocities and the number of steps taken: fewer than
// asked for where the run left the finite numbers.
export function race(surface, racer, { start, steps, noise = 0, seed = 0 }) {
  const rule = RULES[racer.method];
  const h = hyper(racer);
  const { lr } = h;
  const p = h.around ?? {};
  const extra = EXTRAS[p.kind] ?? {};
  const memory = start.map((w) => (rule.begin ? rule.begin(w) : { ...rule.memory }));
  const run = record(surface, start, steps);
  let w = [...start];
  let asked = 0;

  function gradient(at) {
    const g = surface.gradient(at);
    return noise ? g.map((x) => x + noise * normal(seed, asked++)) : g;
  }

  for (let k = 0; k < steps; k++) {
    if (extra.rate) h.lr = extra.rate(lr, k, p);
    let g = w.map(() => NaN);
    if (!rule.blind) {
      const at = rule.ask ? w.map((x, i) => rule.ask(x, memory[i], h)) : w;
      g = gradient(at);
      // So far out that infinities cancel: there is no slope in numbers.
      if (g.some(Number.isNaN)) break;
      if (extra.slope) g = extra.slope(g, at, p);
    }
    let next = rule.whole
      ? rule.next(w, g, memory, h, k + 1)
      : w.map((x, i) => rule.next(x, g[i], memory[i], h, k + 1));
    if (extra.shrink) next = next.map((x, i) => x - extra.shrink(w[i], h.lr, p));
    w = next;
    run.add(w, g, rule.velocity && memory.map((s) => s[rule.velocity]));
    if (!w.every(Number.isFinite)) break;
  }
  return run;
}

// The same for a path that was worked out elsewhere: by Python, for a class of the reader's own.
export function retrace(surface, places) {
  const run = record(surface, places[0], places.length - 1);
  for (const w of places.slice(1)) run.add(w);
  return run;
}

function record(surface, start, steps) {
  const d = start.length;
  const run = {
    d,
    last: 0,
    places: new Float64Array((steps + 1) * d),
    losses: new Float64Array(steps + 1),
    slopes: new Float64Array((steps + 1) * d).fill(NaN),
    velocities: null,
    // Coordinate i of the place after step k, of the step to it, of the gradient that it was made
    // from, and of the velocity it left.
    place: (k, i) => run.places[k * d + i],
    step: (k, i) => run.places[k * d + i] - run.places[(k - 1) * d + i],
    slope: (k, i) => run.slopes[k * d + i],
    velocity: (k, i) => (run.velocities && k > 0 ? run.velocities[k * d + i] : NaN),
    add(w, g, velocity) {
      run.last += 1;
      run.places.set(w, run.last * d);
      run.losses[run.last] = surface.value(w);
      if (g) run.slopes.set(g, run.last * d);
      if (velocity) {
        run.velocities ??= new Float64Array(run.places.length);
        run.velocities.set(velocity, run.last * d);
      }
    },
    // As descent.Trajectory has it: ended at infinity, or a million times higher than it began.
    get diverged() {
      const [first, end] = [Math.abs(run.losses[0]), run.losses[run.last]];
      return !Number.isFinite(end) || end > 1e6 * Math.max(first, 1);
    },
  };
  run.places.set(start);
  run.losses[0] = surface.value(start);
  return run;
}
