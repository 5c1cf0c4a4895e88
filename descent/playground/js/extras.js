// What may be put around a rule: a schedule of its rate, a cut gradient, weight decay.
//
// rate(lr, k, p) is the rate at update k = 0, 1, ...; slope(g, w, p) changes the gradient that was
// answered at w; shrink(w, lr, p) is taken off the next place. p holds the extra's own numbers.

const half = (from, to, share) => to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;

export const EXTRAS = {
  step_decay: {
    title: "falling in steps",
    rate: (lr, k, p) => lr * p.gamma ** Math.floor(k / p.every),
  },
  cosine: {
    title: "falling along a cosine",
    rate: (lr, k, p) => half(lr, p.lowest, Math.min(k, p.steps) / p.steps),
  },
  warm_restarts: {
    title: "cosine with restarts",
    rate(lr, k, p) {
      let [since, length] = [k, p.first];
      while (since >= length) [since, length] = [since - length, p.factor * length];
      return half(lr, p.lowest, since / length);
    },
  },
  warm_up: {
    title: "warm-up",
    rate: (lr, k, p) => (k < p.steps ? (lr * (k + 1)) / p.steps : lr),
  },
  clip_by_norm: {
    title: "gradient clipped by length",
    slope(g, w, p) {
      const unit = Math.max(...g.map(Math.abs)) || 1; // squares of a huge gradient overflow
      const norm = unit * Math.sqrt(g.reduce((sum, x) => sum + (x / unit) ** 2, 0));
      return norm <= p.most ? g : g.map((x) => x * (p.most / norm));
    },
  },
  clip_by_value: {
    title: "gradient clipped by coordinate",
    slope: (g, w, p) => g.map((x) => Math.min(Math.max(x, -p.most), p.most)),
  },
  WithL2: {
    title: "L2 in the gradient",
    slope: (g, w, p) => g.map((x, i) => x + p.decay * w[i]),
  },
  Decoupled: {
    title: "decoupled weight decay",
    shrink: (w, lr, p) => lr * p.decay * w,
  },
};
