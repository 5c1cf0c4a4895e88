// One small chart: lines of all racers against the step. What lies ahead of the present step is
// veiled, not redrawn, so that playing costs nothing here.

import { make } from "./dom.js";
import { fit, stroke } from "./looks.js";
import { ticks } from "./terrain.js";
import { number } from "./words.js";

const EDGE = { left: 46, right: 8, top: 8, bottom: 20 };

export function chart(height) {
  const canvas = make("canvas", { class: "dp-layer", "aria-hidden": "true" });
  const veil = make("div", { class: "dp-veil" });
  const title = make("p", { class: "dp-title" });
  const box = make("div", { class: "dp-chart", style: `height: ${height}px` }, canvas, veil);
  const el = make("div", {}, title, box);
  let steps = 1;
  let plot = { left: 0, width: 1 };

  // lines: { look, from, to, value(k) }; with `log` zero and below are gaps.
  function draw({ name, lines, log, span, colours }) {
    title.textContent = name;
    steps = span;
    const width = Math.max(box.clientWidth, 60);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const pen = fit(canvas, width, height);
    pen.clearRect(0, 0, width, height);
    const area = { left: EDGE.left, top: EDGE.top, width: width - EDGE.left - EDGE.right, height: height - EDGE.top - EDGE.bottom };
    plot = area;
    const scale = log ? Math.log10 : (y) => y;
    const [low, high] = log ? decades(lines) : range(lines);
    const x = (k) => area.left + (k / span) * area.width;
    const y = (value) => area.top + ((high - scale(value)) / (high - low)) * area.height;
    axes(pen, area, colours, span, x, log ? powers(low, high) : ticks(low, high, 4), y, log);
    pen.save();
    pen.beginPath();
    pen.rect(area.left, area.top - 3, area.width + 3, area.height + 6);
    pen.clip();
    for (const { look, from, to, value } of lines) {
      pen.beginPath();
      let broken = true;
      for (let k = from; k <= to; k++) {
        const at = value(k);
        if (!Number.isFinite(at) || (log && at <= 0)) {
          broken = true;
          continue;
        }
        const [px, py] = [x(k), Math.min(Math.max(y(at), -999), 9999)];
        if (broken) pen.moveTo(px, py);
        else pen.lineTo(px, py);
        broken = false;
      }
      stroke(pen, { ...look, width: look.width * 0.75 });
      pen.stroke();
    }
    pen.restore();
  }

  function seek(at) {
    const share = Math.min(at / steps, 1);
    veil.style.transform = `translateX(${plot.left + share * plot.width}px)`;
    veil.style.width = `${Math.max((1 - share) * plot.width, 0)}px`;
  }

  return { el, draw, seek };
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
    pen.fillText(log ? power(level) : number(level), area.left - 6, at);
  }
  pen.textBaseline = "top";
  pen.textAlign = "center";
  for (const k of ticks(0, span, Math.max(2, Math.floor(area.width / 70)))) {
    if (Number.isInteger(k)) pen.fillText(String(k), x(k), area.top + area.height + 6);
  }
}

function power(level) {
  const exponent = Math.round(Math.log10(level));
  if (exponent >= -2 && exponent <= 3) return String(Number(level.toPrecision(1)));
  return `10${[...String(exponent)].map((digit) => RAISED[digit]).join("")}`;
}

const RAISED = { "-": "\u207b", 0: "\u2070", 1: "\u00b9", 2: "\u00b2", 3: "\u00b3", 4: "\u2074", 5: "\u2075", 6: "\u2076", 7: "\u2077", 8: "\u2078", 9: "\u2079" };

function* values(lines) {
  for (const { from, to, value } of lines) {
    for (let k = from; k <= to; k++) {
      const x = value(k);
      if (Number.isFinite(x)) yield x;
    }
  }
}

// Whole decades, at most fourteen: a run that arrives or flies off must not stretch the chart.
function decades(lines) {
  let [low, high] = [Infinity, -Infinity];
  const start = Math.max(...lines.map(({ from, value }) => value(from)).filter(Number.isFinite), 1e-9);
  for (const x of values(lines)) {
    if (x <= 0) continue;
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  if (low > high) return [-1, 1];
  high = Math.min(high, start * 1e3);
  low = Math.min(Math.max(low, high * 1e-14), high / 10);
  return [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high) + 1e-9)];
}

function powers(low, high) {
  const step = Math.max(1, Math.ceil((high - low) / 5));
  const found = [];
  for (let k = Math.ceil(low / step) * step; k <= high; k += step) found.push(10 ** k);
  return found;
}

// Linear, with what nearly all values need; `bound` keeps a run that flies off out of it.
function range(lines) {
  const all = [0, ...lines.flatMap((line) => [...values([line])].filter((x) => Math.abs(x) <= (line.bound ?? Infinity)))];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = 0.06 * (high - low || 1);
  return [low - room, high + room];
}
