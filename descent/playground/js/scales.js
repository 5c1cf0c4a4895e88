// How far each number can be moved, and in what steps: a slider's own numbers are even, ours not.

import { SHARED } from "./shared.js";

const short = (x, digits = 3) => Number(x.toPrecision(digits));

const linear = (min, max, step) => ({ min, max, step, to: (x) => x, from: (x) => short(x, 6) });

// Powers of ten; where `zero` is set, the left end means nothing at all.
const powers = (min, max, zero = false) => ({
  min,
  max,
  step: 0.02,
  to: (x) => (x > 0 ? Math.log10(x) : min),
  from: (x) => (zero && x <= min ? 0 : short(10 ** x)),
});

// 0, 0.9, 0.99, 0.999 stand at even distances: what counts is how long the memory is.
const shares = {
  min: 0,
  max: 4,
  step: 0.02,
  to: (x) => -Math.log10(1 - x),
  from: (x) => Number((1 - short(10 ** -x, 2)).toFixed(6)),
};

const counts = (max) => ({
  ...powers(0, Math.log10(max)),
  step: 0.005,
  from: (x) => Math.round(10 ** x),
});

// Every number below 1 is a share.
const shared = Object.entries(SHARED.ranges).filter(([, { below }]) => below === 1).map(([name]) => [name, shares]);

export const SCALES = {
  ...Object.fromEntries(shared),
  lr: powers(-5, 2),
  eps: powers(-12, 1, true),
  decay: powers(-5, 1, true),
  a: linear(-2, 2, 0.01),
  b: linear(-2, 2, 0.01),
  c: linear(-2, 2, 0.01),
  psi: powers(-4, 1, true),
  threshold: linear(SHARED.ranges.threshold.least, 10, 0.1),
  gamma: linear(0.05, SHARED.ranges.gamma.most, 0.05),
  every: counts(500),
  first: counts(500),
  factor: linear(SHARED.ranges.factor.least, 4, 0.5),
  lowest: powers(-6, 1, true),
  most: powers(-3, 3),
  condition: powers(Math.log10(SHARED.ranges.condition.least), 3),
  batch: counts(SHARED.ranges.batch.most),
  reach: powers(-1, 2),
  angle: linear(0, 1.57, 0.01),
  noise: { min: 0, max: 1, step: 0.01, to: (x) => Math.sqrt(x / 10), from: (x) => short(10 * x * x) },
  steps: counts(SHARED.most.steps),
};
