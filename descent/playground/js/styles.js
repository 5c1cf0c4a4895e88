// How things are drawn: the colours of the page around, and six racers told apart by colour, by
// dashes and by the shape of their mark.

import { SHARED } from "./shared.js";

const MARKS = ["circle", "square", "triangle", "diamond", "cross", "plus"];

export function look(i) {
  return {
    colour: SHARED.colours[i % SHARED.colours.length],
    dash: SHARED.dashes[i % SHARED.dashes.length],
    mark: MARKS[i % MARKS.length],
    // Each line is thinner than the one before, so that paths that coincide can both be seen.
    width: 3.2 - 0.3 * i,
  };
}

// Ink and paper are whatever the page has, so that any theme fits, high contrast included.
export function palette(root) {
  const ink = numbers(getComputedStyle(root).color);
  const paper = background(root);
  const dark = brightness(ink) > brightness(paper);
  const on = (rgb, share) => rgba(rgb, share);
  return {
    dark,
    ink: on(ink, 1),
    faint: on(ink, 0.62),
    hair: on(ink, 0.16),
    paper: on(paper, 1),
    paperNumbers: paper,
    inkNumbers: ink,
    hill: dark ? [120, 170, 230] : [30, 90, 160],
  };
}

function background(node) {
  for (let at = node; at; at = at.parentElement) {
    const colour = numbers(getComputedStyle(at).backgroundColor);
    if (colour.length < 4 || colour[3] > 0.5) return colour;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
}

const numbers = (css) => (css.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);

const brightness = ([r, g, b]) => 0.3 * r + 0.6 * g + 0.1 * b;

const rgba = ([r, g, b], a) => `rgba(${r}, ${g}, ${b}, ${a})`;

// Keeps a canvas as sharp as the screen, up to `most` times; drawing is in CSS pixels.
export function sharp(canvas, most = 2) {
  const pen = canvas.getContext("2d");
  let now = "";
  return (width, height) => {
    const scale = Math.min(window.devicePixelRatio || 1, most);
    const wanted = [width, height, scale].join();
    if (wanted !== now) {
      now = wanted;
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      pen.setTransform(canvas.width / width, 0, 0, canvas.height / height, 0, 0);
      pen.lineJoin = "round";
    }
    return pen;
  };
}

export function stroke(pen, { colour, dash, width }, offset = 0) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(dash.map((x) => x * width));
  pen.lineDashOffset = offset;
}

// The mark of a racer, with a rim of paper so that it stands out on any line.
export function mark(pen, { colour, mark: shape }, x, y, paper, size = 6) {
  pen.setLineDash([]);
  pen.beginPath();
  OUTLINES[shape](pen, x, y, size);
  const open = shape === "cross" || shape === "plus";
  pen.lineWidth = open ? 6 : 4;
  pen.strokeStyle = paper;
  pen.stroke();
  if (open) {
    pen.lineWidth = 3;
    pen.strokeStyle = colour;
    pen.stroke();
  } else {
    pen.fillStyle = colour;
    pen.fill();
  }
}

const OUTLINES = {
  circle: (pen, x, y, r) => pen.arc(x, y, r, 0, 2 * Math.PI),
  square: (pen, x, y, r) => pen.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r),
  triangle: (pen, x, y, r) => corners(pen, [[x, y - 1.2 * r], [x + 1.1 * r, y + 0.8 * r], [x - 1.1 * r, y + 0.8 * r]]),
  diamond: (pen, x, y, r) => corners(pen, [[x, y - 1.3 * r], [x + 1.1 * r, y], [x, y + 1.3 * r], [x - 1.1 * r, y]]),
  cross: (pen, x, y, r) => bars(pen, x, y, 0.9 * r, 0.9 * r),
  plus(pen, x, y, r) {
    pen.moveTo(x - 1.2 * r, y);
    pen.lineTo(x + 1.2 * r, y);
    pen.moveTo(x, y - 1.2 * r);
    pen.lineTo(x, y + 1.2 * r);
  },
};

function corners(pen, points) {
  points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.closePath();
}

function bars(pen, x, y, a, b) {
  pen.moveTo(x - a, y - b);
  pen.lineTo(x + a, y + b);
  pen.moveTo(x + a, y - b);
  pen.lineTo(x - a, y + b);
}
