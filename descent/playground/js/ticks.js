// Where the lines of an axis stand, and what is written beside them.

export function ticks(low, high, most = 5) {
  const raw = (high - low) / most;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * unit).find((x) => x >= raw);
  const found = [];
  for (let k = Math.ceil(low / step); k * step <= high; k++) {
    found.push(Number((k * step).toPrecision(12)));
  }
  return found;
}

// Exponents of ten between two of them, at most six.
export function powers(low, high) {
  const step = Math.max(1, Math.ceil((high - low) / 5));
  const found = [];
  for (let k = Math.ceil(low / step) * step; k <= high; k += step) found.push(k);
  return found;
}

const RAISED = {
  "-": "\u207b", 0: "\u2070", 1: "\u00b9", 2: "\u00b2", 3: "\u00b3",
  4: "\u2074", 5: "\u2075", 6: "\u2076", 7: "\u2077", 8: "\u2078", 9: "\u2079",
};

export function powerOf(exponent) {
  if (exponent >= -2 && exponent <= 3) return String(Number((10 ** exponent).toPrecision(1)));
  return `10${[...String(exponent)].map((digit) => RAISED[digit]).join("")}`;
}
