// The surfaces of the course: height and slope. What is a fact about them rather than a formula
// (window, start, minima) comes from descent.losses.

import { parse, troubleOf } from "./formula.js";
import { brought } from "./later.js";
import { minimaOf } from "./minima.js";
import { SHARED } from "./shared.js";

const FORMULAS = {
  bowl: () => ({
    value: ([w]) => w * w,
    gradient: ([w]) => [2 * w],
  }),
  ravine({ condition, angle }) {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const [p, q, r] = [c * c + condition * s * s, (1 - condition) * c * s, s * s + condition * c * c];
    return {
      value: ([a, b]) => ((c * a + s * b) ** 2 + condition * (c * b - s * a) ** 2) / 2,
      gradient: ([a, b]) => [p * a + q * b, q * a + r * b],
      start: [-9 * c - s, -9 * s + c],
      window: angle === 0 ? [[-10, 10], [-4, 4]] : [[-10, 10], [-10, 10]],
    };
  },
  rosenbrock: () => ({
    value: ([a, b]) => (1 - a) ** 2 + 100 * (b - a * a) ** 2,
    gradient: ([a, b]) => [-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)],
  }),
  himmelblau: () => ({
    value: ([a, b]) => (a * a + b - 11) ** 2 + (a + b * b - 7) ** 2,
    gradient([a, b]) {
      const [p, q] = [a * a + b - 11, a + b * b - 7];
      return [4 * a * p + 2 * q, 2 * p + 4 * b * q];
    },
  }),
  beale: () => ({
    value: ([a, b]) =>
      (1.5 - a + a * b) ** 2 + (2.25 - a + a * b ** 2) ** 2 + (2.625 - a + a * b ** 3) ** 2,
    gradient([a, b]) {
      const slope = [0, 0];
      [1.5, 2.25, 2.625].forEach((target, i) => {
        const k = i + 1;
        const residual = target - a + a * b ** k;
        slope[0] += 2 * residual * (b ** k - 1);
        slope[1] += 2 * residual * k * a * b ** (k - 1);
      });
      return slope;
    },
  }),
  saddle: () => ({
    value: ([a, b]) => a ** 2 / 2 - b ** 2 / 2 + b ** 4 / 4,
    gradient: ([a, b]) => [a, b ** 3 - b],
  }),
  plateau: () => ({
    value: ([a, b]) => 1 - Math.exp(-(a * a + b * b) / 2),
    gradient([a, b]) {
      const high = Math.exp(-(a * a + b * b) / 2);
      return [a * high, b * high];
    },
  }),
  double_well: () => ({
    value: ([w]) => w ** 4 - 3 * w ** 2 + w,
    gradient: ([w]) => [4 * w ** 3 - 6 * w + 1],
  }),
  digits: (options) => brought("digits")(options),
  your_own: ({ formula, reach }) => yourOwn(formula, reach),
};

// What the reader typed. It is looked through once, not once a frame.
let last = {};
function yourOwn(formula, reach) {
  if (last.formula === formula && last.reach === reach) return last.form;
  const form = parse(formula);
  form.window = Array(form.axes).fill([-reach, reach]);
  form.minima = minimaOf(form, form.window);
  if (!form.minima.length) throw new Error(`it has no value anywhere from ${-reach} to ${reach}`);
  form.start = STARTS.map((w) => w.slice(0, form.axes).map((x) => Number((x * reach).toPrecision(6)))).find((w) => [form.value(w), ...form.gradient(w)].every(Number.isFinite)) ?? form.minima[0];
  last = { formula, reach, form };
  return form;
}

// In parts of the reach: the first that has a slope.
const STARTS = [[-0.75, 0.6], [0.75, 0.6], [0.3, 0.3]];

// Why a formula cannot be used, or nothing.
export const trouble = (formula, reach) => troubleOf(() => yourOwn(formula, reach));

export const SURFACES = Object.keys(SHARED.surfaces);

// A surface with all there is to know of it; `options` are those of its function in Python.
export function surface(name, options = {}) {
  const facts = SHARED.surfaces[name];
  const form = FORMULAS[name]({ ...facts.options, ...options });
  const known = { ...facts, ...form, name };
  return { ...known, lowest: form.value(known.minima[0]) };
}
