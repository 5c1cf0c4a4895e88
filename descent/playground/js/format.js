// What the pictures show, in words.

// A number as one reads it: three digits, and powers of ten where it is very large or small.
export function number(x) {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "none" : x > 0 ? "infinity" : "minus infinity";
  const size = Math.abs(x);
  const plain = size === 0 || (size >= 1e-3 && size < 1e5);
  const text = plain ? String(Number(x.toPrecision(3))) : x.toExponential(2).replace(/\.?0*e\+?/, "e");
  return text.replace(/^-/, "\u2212");
}

export const point = (w) => (w.length === 1 ? number(w[0]) : `(${w.map(number).join(", ")})`);

// How a run fares at step `at`: seen from the last tenth of the way to there.
export function verdict(run, at, surface) {
  if (!run) return "not known";
  const out = run.diverged ? left(run, surface) : Infinity;
  if (at >= out) return `diverged at step ${out}`;
  const k = Math.min(at, run.last);
  const gap = (step) => run.losses[step] - surface.lowest;
  if (k === 0) return "at the start";
  if (gap(k) <= 1e-6 * Math.max(gap(0), 1e-12)) return "arrived";
  const before = Math.max(0, k - Math.max(1, Math.min(10, Math.ceil(k / 10))));
  const change = gap(k) / gap(before);
  if (change < 0.99) return turns(run, k) ? "converging in zigzag" : "converging";
  if (change > 1.01) return gap(k) < gap(0) ? "rising again" : "climbing";
  const reach = Math.max(...surface.window.map(([low, high]) => high - low));
  const way = travelled(run, before, k);
  if (way < 1e-3 * reach) return "hardly moving";
  const apart = Math.hypot(...run.axes.map((i) => run.place(k, i) - run.place(before, i)));
  return apart > way / 2 ? "creeping" : "circling";
}

// The step at which a run that diverges leaves the surface's window for good.
export function left(run, { window }) {
  const out = (k) => run.axes.some((i) => !(window[i][0] <= run.place(k, i) && run.place(k, i) <= window[i][1]));
  let k = run.last;
  while (k > 1 && out(k - 1)) k--;
  return k;
}

// Whether some coordinate has changed direction at each of the last steps.
function turns(run, k) {
  if (k < 4) return false;
  return run.axes.some((i) =>
    [k, k - 1, k - 2].every((j) => run.step(j, i) * run.step(j - 1, i) < 0),
  );
}

function travelled(run, from, to) {
  let way = 0;
  for (let k = from + 1; k <= to; k++) way += Math.hypot(...run.axes.map((i) => run.step(k, i)));
  return way;
}

// One sentence a racer: "Adam: step 120, loss 0.003, converging."
export function report({ racers, surface, at }) {
  return racers.map(({ label, run, trouble }) => {
    if (!run) return `${label}: ${trouble}.`;
    const k = Math.min(at, run.last);
    return `${label}: step ${k}, loss ${number(run.losses[k])}, ${verdict(run, at, surface)}.`;
  }).join(" ");
}
