// The ground under the paths, drawn once and kept until the surface, its size or the page's
// colours change: tinted heights and level lines, or the curve of a surface of one variable.

import { smoothed } from "./lattice.js";
import { ticks } from "./ticks.js";
import { number } from "./format.js";

const [SUN, SHADE] = [0.12, 0.14]; // of white and of black, at most
const RELIEF = 25; // pixels on which a level is as high as wide
const LEVELS = 16; // from one line to the next but three the height grows tenfold, as in descent.plots

// A generator, which rests after every row of pixels.
export function* drawTerrain(pen, canvas, view, colours) {
  const { width, height, surface } = view;
  pen.clearRect(0, 0, width, height);
  if (surface.start.length === 1) drawCurve(pen, view, colours);
  else yield* drawHeights(canvas, view, colours);
  drawMinima(pen, view, colours);
  drawTicks(pen, view, colours);
}

// Every pixel is coloured by the logarithm f of its height above the minimum. A level line runs
// where f is a whole number; dividing by the slope of f makes it equally thin everywhere.
function* drawHeights(canvas, { surface, toPlace, window }, colours) {
  const [columns, rows] = [canvas.width, canvas.height];
  const scale = columns / parseFloat(canvas.style.width);
  const f = new Float32Array(columns * rows);
  let top = -Infinity;
  const value = surface.slow ? yield* smoothed(surface.value, window) : surface.value;
  const form = { value, lowest: surface.lowest };
  for (let y = 0; y < rows; y++) {
    top = Math.max(top, heights(f, y * columns, columns, form, toPlace, y / scale, scale));
    yield;
  }
  const image = new ImageData(columns, rows);
  const lowest = Math.ceil(top) - LEVELS;
  for (let y = 0; y < rows; y++) {
    tint(image.data, f, y * columns, columns, y + 1 < rows ? columns : -columns, lowest, scale, colours);
    yield;
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// One row of f, which begins at k; returns the highest.
function heights(f, k, columns, { value, lowest }, toPlace, y, scale) {
  const w = toPlace(0, y);
  const [left] = w;
  const across = (toPlace(1, y)[0] - left) / scale;
  let top = -Infinity;
  for (let x = 0; x < columns; x++, k++) {
    w[0] = left + x * across;
    f[k] = 4 * Math.log10(Math.max(value(w) - lowest, 1e-30));
    if (f[k] > top && f[k] < Infinity) top = f[k];
  }
  return top;
}

// How much of the light from the upper left a slope gets, from -1 to 1; `f` is steep near its
// lowest point, so all but the flattest ground counts as about as steep.
function lit(right, below, scale) {
  const [a, b] = [RELIEF * scale * right, RELIEF * scale * below];
  return (a + b) / Math.sqrt(2 * (1 + a * a + b * b));
}

// One row of colours; `next` leads to the same place of a row beside it.
function tint(data, f, k, columns, next, lowest, scale, colours) {
  const [ink, hill, paper] = [colours.inkNumbers, colours.hill, colours.paperNumbers];
  const [light, shade] = colours.dark ? [ink, paper] : [paper, ink];
  for (let x = 0; x < columns; x++, k++) {
    if (!(Math.abs(f[k]) < Infinity)) continue; // no height here: the paper shows
    const right = f[k + (x + 1 < columns ? 1 : -1)] - f[k];
    const below = f[k + next] - f[k];
    const slope = Math.sqrt(right * right + below * below) || 1e-9;
    const level = Math.round(f[k]);
    const away = Math.abs(f[k] - level) / slope / scale; // in CSS pixels
    const line = level >= lowest ? 0.34 * Math.min(Math.max(0.9 - away, 0), 1) : 0;
    const high = 0.3 * Math.min(Math.max((Math.floor(f[k]) - lowest + 1) / LEVELS, 0), 1) ** 1.5;
    const sun = lit(x + 1 < columns ? right : -right, next > 0 ? below : -below, scale);
    for (let c = 0; c < 3; c++) {
      let ground = paper[c] + high * (hill[c] - paper[c]);
      ground += sun > 0 ? SUN * sun * (light[c] - ground) : -SHADE * sun * (shade[c] - ground);
      data[4 * k + c] = ground + line * (ink[c] - ground);
    }
    data[4 * k + 3] = 255;
  }
}

function drawCurve(pen, { width, height, surface, toPlace, toPixel }, colours) {
  pen.beginPath();
  for (let x = 0; x <= width; x++) {
    const [w] = toPlace(x, 0);
    pen.lineTo(...toPixel([w], surface.value([w])));
  }
  pen.strokeStyle = colours.faint;
  pen.lineWidth = 1.6;
  pen.setLineDash([]);
  pen.stroke();
  pen.lineTo(width, height);
  pen.lineTo(0, height);
  pen.closePath();
  const [r, g, b] = colours.hill;
  pen.fillStyle = `rgba(${r}, ${g}, ${b}, 0.09)`;
  pen.fill();
}

function drawMinima(pen, { surface, toPixel }, colours) {
  for (const minimum of surface.minima) {
    const [x, y] = toPixel(minimum, surface.value(minimum));
    pen.beginPath();
    for (let i = 0; i < 10; i++) {
      const r = i % 2 ? 3.2 : 7.5;
      pen.lineTo(x + r * Math.sin((i * Math.PI) / 5), y - r * Math.cos((i * Math.PI) / 5));
    }
    pen.closePath();
    pen.setLineDash([]);
    pen.lineWidth = 3;
    pen.strokeStyle = colours.paper;
    pen.stroke();
    pen.fillStyle = colours.ink;
    pen.fill();
  }
}

function drawTicks(pen, { width, height, surface, window, toPixel, heights }, colours) {
  pen.font = "11px system-ui, sans-serif";
  const write = (text, x, y, align, baseline) => {
    pen.textAlign = align;
    pen.textBaseline = baseline;
    pen.lineWidth = 3;
    pen.strokeStyle = colours.paper;
    pen.setLineDash([]);
    pen.strokeText(text, x, y);
    pen.fillStyle = colours.faint;
    pen.fillText(text, x, y);
  };
  const flat = surface.start.length === 1;
  for (const x of ticks(...window[0])) {
    const [at] = toPixel(flat ? [x] : [x, 0], 0);
    if (at > 24 && at < width - 30) write(number(x), at, height - 5, "center", "bottom");
  }
  for (const y of ticks(...(flat ? heights : window[1]))) {
    const at = flat ? toPixel([0], y)[1] : toPixel([0, y], 0)[1];
    if (at > 22 && at < height - 24) write(number(y), 6, at, "left", "middle");
  }
  write(flat ? "w" : "w[0]", width - 6, height - 5, "right", "bottom");
  write(flat ? "loss" : "w[1]", 6, 6, "left", "top");
}
