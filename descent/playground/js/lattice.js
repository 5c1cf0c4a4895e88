// The heights of a smooth surface that is slow to ask, from a lattice over the window.

const CELLS = 64; // along each axis

// Cubic between four neighbours, with the slopes of central differences (Catmull and Rom 1974).
const weights = (t) => [
  ((2 - t) * t - 1) * t * 0.5,
  ((3 * t - 5) * t * t + 2) * 0.5,
  ((4 - 3 * t) * t + 1) * t * 0.5,
  (t - 1) * t * t * 0.5,
];

// A generator, which rests after every row of the lattice; returns the function.
export function* smoothed(value, window) {
  const [[left, right], [low, high]] = window;
  const [across, up] = [(right - left) / CELLS, (high - low) / CELLS];
  const wide = CELLS + 3; // one more on every side
  const known = new Float64Array(wide * wide);
  for (let j = 0; j < wide; j++) {
    for (let i = 0; i < wide; i++) known[j * wide + i] = value([left + (i - 1) * across, low + (j - 1) * up]);
    yield;
  }
  const cell = (x) => Math.min(Math.max(Math.floor(x), 0), CELLS - 1);
  return ([a, b]) => {
    const [x, y] = [(a - left) / across, (b - low) / up];
    const [i, j] = [cell(x), cell(y)];
    const [along, over] = [weights(x - i), weights(y - j)];
    let sum = 0;
    for (let q = 0; q < 4; q++) {
      const k = (j + q) * wide + i;
      sum += over[q] * (along[0] * known[k] + along[1] * known[k + 1] + along[2] * known[k + 2] + along[3] * known[k + 3]);
    }
    return sum;
  };
}
