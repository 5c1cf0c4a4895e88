// What algebra says of a rule on a quadratic surface. In each direction of the surface, whose
// curvature is an eigenvalue of its Hessian, a linear rule maps (w, v) to the next (w, v) by a matrix
// of two by two. The larger absolute value of its eigenvalues is the factor by which a step shortens
// the way that is left. The matrix is not stated: the rule is asked what it makes of (1, 0) and (0, 1).

import { hyper } from "./race.js";
import { ruleOf } from "./rules.js";

const near = (a, b, size) => Math.abs(a - b) <= 1e-9 * Math.max(size, 1e-12);

// The curvatures of a quadratic surface, smallest first; null of any other.
export function curvatures({ gradient, start }) {
  const d = start.length;
  const zero = Array(d).fill(0);
  const g0 = gradient(zero);
  const slope = (w) => gradient(w).map((x, i) => x - g0[i]);
  const [p, q] = [[0.31, -0.17], [-0.12, 0.44]].map((w) => w.slice(0, d));
  const [gp, gq] = [slope(p), slope(q)];
  const both = slope(p.map((x, i) => x + q[i]));
  const far = slope(p.map((x) => -5 * x));
  const size = Math.hypot(...gp, ...gq, ...g0);
  const linear = zero.every((_, i) => near(both[i], gp[i] + gq[i], size) && near(far[i], -5 * gp[i], size));
  if (!linear || !(size > 0)) return null;
  const columns = zero.map((_, k) => slope(zero.map((_, i) => Number(i === k))));
  if (d === 1) return [columns[0][0]];
  const [[a, b], [, c]] = columns;
  const [middle, apart] = [(a + c) / 2, Math.hypot((a - c) / 2, b)];
  return [middle - apart, middle + apart];
}

// The matrix [a, b, c, d] of a racer in a direction, or null if its rule is not linear.
export function matrixOf(racer, curvature) {
  const rule = ruleOf(racer);
  const kept = Object.keys(rule?.memory ?? {});
  if (!rule || rule.blind || rule.whole || rule.begin || rule.timed || racer.around || kept.some((name) => name !== rule.velocity)) return null;
  const h = hyper(racer);
  const [[a, c], [b, d]] = [next(rule, h, curvature, 1, 0), next(rule, h, curvature, 0, 1)];
  const [w, v] = next(rule, h, curvature, 2, -3);
  const size = Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d);
  return near(w, 2 * a - 3 * b, size) && near(v, 2 * c - 3 * d, size) ? [a, b, c, d] : null;
}

function next(rule, h, curvature, w, v) {
  const s = rule.velocity ? { [rule.velocity]: v } : {};
  const g = curvature * (rule.ask ? rule.ask(w, s, h) : w);
  const there = rule.next(w, g, s, h, 1);
  return [there, rule.velocity ? s[rule.velocity] : 0];
}

// The larger absolute value of the eigenvalues.
export function radius([a, b, c, d]) {
  const [half, det] = [(a + d) / 2, a * d - b * c];
  const inner = half * half - det;
  return inner < 0 ? Math.sqrt(det) : Math.abs(half) + Math.sqrt(inner);
}

// The factor of a step in each direction, or null.
export function rates(racer, bends) {
  const all = bends.map((bend) => matrixOf(racer, bend));
  return all.every(Boolean) ? all.map(radius) : null;
}
