// The update rules of the course, each as it acts on one coordinate.
//
// next(w, g, s, h, t) returns the next w: g is the gradient where the rule asked, s its memory of
// this coordinate, h its hyper-parameters, t = 1, 2, ... the number of the update. `memory` is s
// before the first step, `ask` where the gradient is wanted if not at w, `velocity` the part of s
// that a chart may show as such. `whole` marks a rule that has to see all coordinates at once.

import { SHARED } from "./shared.js";
import { typedRule } from "./typed_rule.js";

const average = (old, fresh, share) => share * old + (1 - share) * fresh;

// Adam's two running averages, and both corrected for their start at zero.
function moments(s, g, h, t) {
  s.m = average(s.m, g, h.beta1);
  s.v = average(s.v, g * g, h.beta2);
  return { m: s.m / (1 - h.beta1 ** t), v: s.v / (1 - h.beta2 ** t) };
}

export const RULES = {
  FixedUpdate: {
    title: "Fixed update",
    blind: true, // never asks for a gradient
    next: (w, g, s, h) => w - h.lr,
  },
  GradientDescent: {
    title: "Gradient descent",
    next: (w, g, s, h) => w - h.lr * g,
  },
  Momentum: {
    memory: { v: 0 },
    velocity: "v",
    next(w, g, s, h) {
      s.v = average(s.v, g, h.beta);
      return w - h.lr * s.v;
    },
  },
  HeavyBall: {
    title: "Heavy ball",
    memory: { v: 0 },
    velocity: "v",
    next(w, g, s, h) {
      s.v = h.beta * s.v + g;
      return w - h.lr * s.v;
    },
  },
  Nesterov: {
    memory: { v: 0 },
    velocity: "v",
    ask: (w, s, h) => w - h.lr * h.beta * s.v,
    next(w, g, s, h) {
      s.v = average(s.v, g, h.beta);
      return w - h.lr * s.v;
    },
  },
  NesterovShifted: {
    title: "Nesterov, shifted",
    memory: { v: 0 },
    velocity: "v",
    next(w, g, s, h) {
      s.v = h.beta * s.v + g;
      return w - h.lr * (g + h.beta * s.v);
    },
  },
  Adagrad: {
    memory: { sum: 0 },
    next(w, g, s, h) {
      s.sum += g * g;
      return w - (h.lr * g) / (Math.sqrt(s.sum) + h.eps);
    },
  },
  RMSProp: {
    memory: { square: 0, mean: 0 },
    next(w, g, s, h) {
      s.square = average(s.square, g * g, h.beta);
      s.mean = average(s.mean, g, h.beta);
      const spread = h.centred ? Math.max(s.square - s.mean * s.mean, 0) : s.square;
      return w - (h.lr * g) / (Math.sqrt(spread) + h.eps);
    },
  },
  Adam: {
    memory: { m: 0, v: 0 },
    velocity: "m",
    next(w, g, s, h, t) {
      const { m, v } = moments(s, g, h, t);
      return w - (h.lr * m) / (Math.sqrt(v) + h.eps);
    },
  },
  AdamL2: {
    title: "Adam with L2",
    memory: { m: 0, v: 0 },
    velocity: "m",
    next(w, g, s, h, t) {
      const { m, v } = moments(s, g + h.decay * w, h, t);
      return w - (h.lr * m) / (Math.sqrt(v) + h.eps);
    },
  },
  AdamW: {
    memory: { m: 0, v: 0 },
    velocity: "m",
    next(w, g, s, h, t) {
      const { m, v } = moments(s, g, h, t);
      return w - h.lr * h.decay * w - (h.lr * m) / (Math.sqrt(v) + h.eps);
    },
  },
  Adadelta: {
    memory: { square: 0, move: 0 },
    next(w, g, s, h) {
      s.square = average(s.square, g * g, h.rho);
      const u = (Math.sqrt(s.move + h.eps) / Math.sqrt(s.square + h.eps)) * g;
      s.move = average(s.move, u * u, h.rho);
      return w - h.lr * u;
    },
  },
  Nadam: {
    memory: { m: 0, v: 0 },
    velocity: "m",
    next(w, g, s, h, t) {
      const { v } = moments(s, g, h, t);
      const ahead = (h.beta1 * s.m) / (1 - h.beta1 ** (t + 1));
      const n = ahead + ((1 - h.beta1) * g) / (1 - h.beta1 ** t);
      return w - (h.lr * n) / (Math.sqrt(v) + h.eps);
    },
  },
  NadamScheduled: {
    title: "Nadam, scheduled",
    memory: { m: 0, v: 0, product: 1 },
    velocity: "m",
    next(w, g, s, h, t) {
      const { v } = moments(s, g, h, t);
      const [mu, later] = [t, t + 1].map((k) => h.beta1 * (1 - 0.96 ** (k * h.psi) / 2));
      s.product *= mu;
      const n = (later * s.m) / (1 - s.product * later) + ((1 - mu) * g) / (1 - s.product);
      return w - (h.lr * n) / (Math.sqrt(v) + h.eps);
    },
  },
  RAdam: {
    memory: { m: 0, v: 0 },
    velocity: "m",
    next(w, g, s, h, t) {
      const { m, v } = moments(s, g, h, t);
      const most = 2 / (1 - h.beta2) - 1;
      const rho = most - (2 * t * h.beta2 ** t) / (1 - h.beta2 ** t);
      if (rho <= h.threshold) return w - h.lr * m;
      const r = Math.sqrt(((rho - 4) * (rho - 2) * most) / ((most - 4) * (most - 2) * rho));
      return w - (h.lr * r * m) / (Math.sqrt(v) + h.eps);
    },
  },
  LAMB: {
    memory: { m: 0, v: 0 },
    velocity: "m",
    whole: true, // its step is as long as the whole of w allows
    next(w, g, s, h, t) {
      const u = w.map((place, i) => {
        const { m, v } = moments(s[i], g[i], h, t);
        return m / (Math.sqrt(v) + h.eps) + h.decay * place;
      });
      const [size, length] = [w, u].map((a) => Math.sqrt(a.reduce((sum, x) => sum + x * x, 0)));
      const ratio = size > 0 && length > 0 ? size / length : 1;
      return w.map((place, i) => place - h.lr * ratio * u[i]);
    },
  },
  AMSGrad: {
    memory: { m: 0, v: 0, largest: 0 },
    velocity: "m",
    next(w, g, s, h, t) {
      const { m, v } = moments(s, g, h, t);
      s.largest = Math.max(s.largest, v);
      return w - (h.lr * m) / (Math.sqrt(s.largest) + h.eps);
    },
  },
  Lion: {
    memory: { m: 0 },
    velocity: "m",
    next(w, g, s, h) {
      const c = average(s.m, g, h.beta1);
      s.m = average(s.m, g, h.beta2);
      return w - h.lr * (Math.sign(c) + h.decay * w);
    },
  },
  ScheduleFree: {
    title: "Schedule-free",
    begin: (w) => ({ z: w }),
    ask: (w, s, h) => average(w, s.z, h.beta),
    next(w, g, s, h, t) {
      s.z -= h.lr * g;
      return w + (s.z - w) / (t + 1);
    },
  },
};

// The rule of a racer, and the numbers it has, with what they usually are. A racer's own rule is
// typed; a racer that Python runs has none.
export function ruleOf({ method, rule = SHARED.typed.usual }) {
  return method === SHARED.typed.method ? typedRule(rule) : RULES[method];
}

export function usualOf(racer) {
  return racer.method === SHARED.typed.method ? ruleOf(racer).numbers : SHARED.methods[racer.method];
}
