// One small chart: lines of all racers against the step. What lies ahead of the present step is
// veiled, not redrawn, so that playing costs nothing here.

import { make } from "./dom.js";
import { sharp, stroke } from "./styles.js";
import { powerOf, powers, ticks } from "./ticks.js";
import { number } from "./format.js";

const EDGE = { left: 46, right: 14, top: 8, bottom: 20 };

export function chart(usual) {
  const [grid, canvas] = [0, 1].map(() => make("canvas", { class: "dp-layer", "aria-hidden": "true" }));
  const veil = make("div", { class: "dp-veil" });
  const title = make("p", { class: "dp-title" });
  const box = make("div", { class: "dp-chart", style: `height: ${usual}px` }, grid, canvas, veil);
  const el = make("div", {}, title, box);
  const [fitGrid, fit] = [sharp(grid), sharp(canvas)];
  let ruled = ""; // what the grid shows: letters are slow to draw, and seldom change
  let steps = 1;
  let plot = { left: 0, width: 1 };
  let width = 60;

  function measure() {
    width = Math.max(box.clientWidth, 60);
  }

  // lines: { look, from, to, value(k) }; with `log` zero and below are gaps.
  function draw({ name, lines, log, span, colours, height = usual }) {
    if (box.style.height !== `${height}px`) box.style.height = `${height}px`;
    if (title.textContent !== name) title.textContent = name;
    steps = span;
    const pen = fit(width, height);
    const area = {
      left: EDGE.left,
      top: EDGE.top,
      width: width - EDGE.left - EDGE.right,
      height: height - EDGE.top - EDGE.bottom,
    };
    plot = area;
    const rows = lines.map((line) => ({ ...line, ...sampled(line, log) }));
    const [low, high] = log ? decades(rows) : range(rows);
    const x = (k) => area.left + (k / span) * area.width;
    const y = (value) => area.top + ((high - value) / (high - low)) * area.height;
    const rule = JSON.stringify([width, height, low, high, span, log, colours.ink, colours.paper, devicePixelRatio]);
    if (rule !== ruled) {
      ruled = rule;
      const under = fitGrid(width, height);
      under.clearRect(0, 0, width, height);
      axes(under, area, colours, span, x, log ? powers(low, high) : ticks(low, high, 4), y, log);
    }
    pen.clearRect(0, 0, width, height);
    pen.save();
    pen.beginPath();
    pen.rect(area.left, area.top - 3, area.width + 3, area.height + 6);
    pen.clip();
    for (const row of rows) {
      pen.beginPath();
      trace(pen, row, x, y, area.width / span);
      stroke(pen, { ...row.look, width: row.look.width * 0.75 });
      pen.stroke();
    }
    pen.restore();
  }

  function seek(at) {
    const share = Math.min(at / steps, 1);
    veil.style.transform = `translateX(${plot.left + share * plot.width}px)`;
    veil.style.width = `${Math.max((1 - share) * plot.width, 0)}px`;
  }

  return { el, measure, draw, seek };
}

// The values of a line, as logarithms if need be; what cannot be drawn is NaN.
function sampled({ from, to, value }, log) {
  const values = new Float64Array(to + 1).fill(NaN);
  let [low, high] = [Infinity, -Infinity];
  for (let k = from; k <= to; k++) {
    const v = log ? Math.log10(value(k)) : value(k);
    if (!Number.isFinite(v)) continue;
    values[k] = v;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return { values, low, high };
}

// Where steps stand closer than pixels, each two columns of them get their lowest and highest value.
function trace(pen, { from, to, values }, x, y, pixels) {
  const near = (v) => Math.min(Math.max(y(v), -999), 9999);
  const each = Math.max(1, Math.floor(2 / pixels));
  let broken = true;
  const draw = (k) => {
    if (broken) pen.moveTo(x(k), near(values[k]));
    else pen.lineTo(x(k), near(values[k]));
    broken = false;
  };
  for (let k = from; k <= to; k += each) {
    if (Number.isNaN(values[k])) {
      broken = true;
      continue;
    }
    if (each === 1) {
      draw(k);
      continue;
    }
    let [low, high] = [k, k];
    for (let j = k; j < Math.min(k + each, to + 1); j++) {
      if (values[j] < values[low]) low = j;
      if (values[j] > values[high]) high = j;
    }
    draw(Math.min(low, high));
    if (low !== high) draw(Math.max(low, high));
  }
}

function axes(pen, area, colours, span, x, levels, y, log) {
  pen.font = "11px system-ui, sans-serif";
  pen.setLineDash([]);
  pen.lineWidth = 1;
  pen.textBaseline = "middle";
  pen.textAlign = "right";
  for (const level of levels) {
    const at = Math.round(y(level)) + 0.5;
    pen.strokeStyle = colours.hair;
    pen.beginPath();
    pen.moveTo(area.left, at);
    pen.lineTo(area.left + area.width, at);
    pen.stroke();
    pen.fillStyle = colours.faint;
    pen.fillText(log ? powerOf(level) : number(level), area.left - 6, at);
  }
  pen.textBaseline = "top";
  pen.textAlign = "center";
  for (const k of ticks(0, span, Math.max(2, Math.floor(area.width / 70)))) {
    if (Number.isInteger(k)) pen.fillText(String(k), x(k), area.top + area.height + 6);
  }
}

// Whole decades, at most fourteen: a run that arrives or flies off must not stretch the chart.
function decades(rows) {
  const begin = Math.max(...rows.map(({ from, values }) => values[from] || 0), -9);
  let high = Math.max(...rows.map((row) => row.high));
  let low = Math.min(...rows.map((row) => row.low));
  if (!(low <= high)) return [-1, 1];
  high = Math.min(high, begin + 3);
  low = Math.min(Math.max(low, high - 14), high - 1);
  return [Math.floor(low), Math.ceil(high + 1e-9)];
}

// Linear, with what nearly all values need; `bound` keeps a run that flies off out of it.
function range(rows) {
  let [low, high] = [0, 0];
  for (const { values, bound = Infinity } of rows) {
    for (const v of values) {
      if (!(Math.abs(v) <= bound)) continue;
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  const room = 0.06 * (high - low || 1);
  return [low - room, high + room];
}
