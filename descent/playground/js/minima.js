// The lowest places of a function that nobody has looked at before, as descent.playground.surfaces
// finds them: those of a grid, each improved by Newton's method.

const POINTS = 61; // along each axis
const MOST = 8;

// Returns places, the lowest first. If the ground falls to the edge, that comes first.
export function minimaOf({ value, gradient }, window) {
  const axes = window.map(([low, high]) => [...Array(POINTS).keys()].map((i) => low + ((high - low) * i) / (POINTS - 1)));
  const rows = axes.length === 1 ? 1 : POINTS;
  const at = (i, j) => (axes.length === 1 ? [axes[0][i]] : [axes[0][i], axes[1][j]]);
  const heights = [...Array(rows).keys()].map((j) => axes[0].map((_, i) => value(at(i, j))));
  const found = [];
  let edge = null;
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < POINTS; i++) {
      const here = heights[j][i];
      if (!Number.isFinite(here)) continue;
      if (!edge || here < edge.height) edge = { w: at(i, j), height: here };
      const border = i === 0 || i === POINTS - 1 || (rows > 1 && (j === 0 || j === rows - 1));
      if (border || beaten(heights, i, j)) continue;
      found.push(improved(value, gradient, at(i, j), (window[0][1] - window[0][0]) / POINTS));
    }
  }
  const reach = Math.max(...window.map(([low, high]) => high - low));
  const places = [];
  for (const one of found.map((w) => ({ w, height: value(w) })).sort((a, b) => a.height - b.height)) {
    const twin = places.some(({ w }) => Math.hypot(...w.map((x, i) => x - one.w[i])) < 1e-3 * reach);
    const inside = one.w.every((x, i) => window[i][0] <= x && x <= window[i][1]);
    if (inside && !twin && places.length < MOST) places.push(one);
  }
  if (edge && !(places[0]?.height <= edge.height)) places.unshift(edge);
  return places.map(({ w }) => w);
}

function beaten(heights, i, j) {
  for (const row of [heights[j - 1], heights[j], heights[j + 1]]) {
    for (let k = i - 1; row && k <= i + 1; k++) if (row[k] < heights[j][i]) return true;
  }
  return false;
}

// Newton's step where the ground is a bowl, else one down the slope; halved until it leads down.
function improved(value, gradient, from, spacing) {
  let w = from;
  for (let k = 0; k < 60; k++) {
    let step = newton(gradient, w, 1e-4 * spacing, spacing);
    let lower = null;
    for (let half = 0; half < 40 && !lower; half++) {
      const there = w.map((x, i) => x - step[i]);
      if (value(there) < value(w)) lower = there;
      step = step.map((x) => x / 2);
    }
    if (!lower) return w;
    w = lower;
  }
  return w;
}

function newton(gradient, w, h, spacing) {
  const g = gradient(w);
  const bend = w.map((_, i) => {
    const [up, down] = [h, -h].map((d) => gradient(w.map((x, k) => (k === i ? x + d : x))));
    return up.map((x, k) => (x - down[k]) / (2 * h));
  });
  const [[a, b = 0], [, c] = [0, 1]] = bend;
  const det = a * c - b * b;
  if (a > 0 && det > 0) return w.length === 1 ? [g[0] / a] : [(c * g[0] - b * g[1]) / det, (a * g[1] - b * g[0]) / det];
  const steep = Math.hypot(...g) || 1;
  return g.map((x) => (x / steep) * spacing);
}
