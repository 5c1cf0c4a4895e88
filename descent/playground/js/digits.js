// Real data: the loss of a network for handwritten digits over a plane of its last layer's weights,
// as descent.playground.digits has it. A batch of its images is drawn at each step.

import { bits } from "./noise.js";
import { PLANE } from "./plane.js";
import { SHARED } from "./shared.js";

const IMAGES = SHARED.ranges.batch.most;
const ALL = [...Array(IMAGES).keys()];
let known = null;

// Of each image, how far the score of each wrong digit is above that of the right one, and the slopes
// of that margin along the two directions.
function margins() {
  const { scales, numbers } = PLANE;
  const bytes = Int8Array.from(atob(numbers), (letter) => letter.charCodeAt(0));
  const size = bytes.length / 3;
  return scales.map((scale, k) => Float64Array.from(bytes.subarray(k * size, (k + 1) * size), (x) => scale * x));
}

// -log p of the right digit, and its gradient, as the mean over some images.
function mean([a, b], images) {
  known ??= margins();
  const [c, u, v] = known;
  const wrong = c.length / IMAGES;
  let [sum, p, q] = [0, 0, 0];
  for (const image of images) {
    const first = image * wrong;
    let most = 0; // the largest score is taken off first, or exp overflows
    for (let k = first; k < first + wrong; k++) most = Math.max(most, c[k] + a * u[k] + b * v[k]);
    let [total, along, up] = [Math.exp(-most), 0, 0];
    for (let k = first; k < first + wrong; k++) {
      const share = Math.exp(c[k] + a * u[k] + b * v[k] - most);
      total += share;
      along += share * u[k];
      up += share * v[k];
    }
    sum += most + Math.log(total);
    p += along / total;
    q += up / total;
  }
  return [sum / images.length, p / images.length, q / images.length];
}

// The images of a batch: the first places of a shuffle (Fisher and Yates).
function drawn(batch, seed, call) {
  const images = [...ALL];
  for (let j = 0; j < batch; j++) {
    const k = j + (bits(seed, IMAGES * call + j) % (IMAGES - j));
    [images[j], images[k]] = [images[k], images[j]];
  }
  return images.slice(0, batch);
}

export function digits({ batch }) {
  const gradient = (w) => mean(w, ALL).slice(1);
  return {
    value: (w) => mean(w, ALL)[0],
    gradient,
    slow: true,
    sampled: (w, seed, call) => (batch < IMAGES ? mean(w, drawn(batch, seed, call)).slice(1) : gradient(w)),
  };
}
