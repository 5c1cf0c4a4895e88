// The noise of mini-batches, bit for bit that of descent.playground.noise.

// Whole numbers that look random: mulberry32 (Ettinger 2017), number k of the sequence of a seed.
export function bits(seed, k) {
  const a = (seed + Math.imul(k + 1, 0x6d2b79f5)) | 0;
  let z = Math.imul(a ^ (a >>> 15), a | 1);
  z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
  return (z ^ (z >>> 14)) >>> 0;
}

// Error number k: mean 0, spread 1, a sum of twelve even draws, which is all but normal. Sums and
// products of such numbers are exact, so two languages cannot differ in the last digit.
export function normal(seed, k) {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += bits(seed, 12 * k + i) / 2 ** 32;
  return sum;
}
