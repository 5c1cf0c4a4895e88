// The paths. While they are played, only what is new is added to the picture.

import { mark, stroke } from "./styles.js";

const APART = 5; // pixels between two places from which each gets a dot
const CLOSE = 1.5; // pixels below which two places are one

export function trails(canvas) {
  let pen;
  let view;
  let colours;
  let pens = []; // for each racer: how far it is drawn, where it is, how long it is

  function begin(nextPen, nextView, nextColours, racers) {
    [pen, view, colours] = [nextPen, nextView, nextColours];
    pen.clearRect(0, 0, view.width, view.height);
    pens = racers.map(({ run }) => ({ k: 0, at: run && pixel(run, 0), way: 0 }));
  }

  const pixel = (run, k) =>
    view.toPixel(run.d === 1 ? [run.places[k]] : [run.places[2 * k], run.places[2 * k + 1]], run.losses[k]);

  // Draws every path up to step `upTo`; returns false if it is drawn further already.
  function extend(racers, upTo) {
    if (pens.some((one) => one.k > upTo)) return false;
    racers.forEach(({ run, look }, i) => {
      if (run) lengthen(run, look, pens[i], Math.min(upTo, run.last));
    });
    return true;
  }

  function lengthen(run, look, one, last) {
    const points = [one.at];
    const dots = [];
    let way = 0;
    for (let k = one.k + 1; k <= last; k++) {
      const to = pixel(run, k);
      const from = points[points.length - 1];
      const [right, down] = [to[0] - from[0], to[1] - from[1]];
      const length = Math.sqrt(right * right + down * down); // hypot takes ten times as long
      if (length < CLOSE) continue;
      way += length;
      points.push(to);
      if (length > APART) dots.push(to);
    }
    one.k = Math.max(one.k, last);
    if (points.length < 2) return;
    const path = new Path2D();
    points.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
    stroke(pen, { colour: colours.paper, dash: [], width: look.width + 2.4 });
    pen.stroke(path);
    stroke(pen, look, one.way);
    pen.stroke(path);
    pen.fillStyle = look.colour;
    pen.beginPath();
    for (const [x, y] of dots) {
      pen.moveTo(x, y);
      pen.arc(x, y, look.width * 0.45 + 1.2, 0, 2 * Math.PI);
    }
    pen.fill();
    one.way += way;
    one.at = points[points.length - 1];
  }

  return { begin, extend, pixel };
}

// The marks at the head of each path. `at` may lie between two steps: then so does the mark.
export function drawHeads(pen, view, colours, racers, at, pixel) {
  pen.clearRect(0, 0, view.width, view.height);
  for (const { run, look } of racers) {
    if (!run) continue;
    const k = Math.min(Math.floor(at), run.last);
    const [x0, y0] = pixel(run, k);
    const [x1, y1] = pixel(run, Math.min(k + 1, run.last));
    const share = Math.min(at, run.last) - k;
    const [x, y] = [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
    if (share > 0) {
      stroke(pen, { ...look, dash: [] });
      pen.beginPath();
      pen.moveTo(x0, y0);
      pen.lineTo(x, y);
      pen.stroke();
    }
    const inside = (z, most) => Math.min(Math.max(z, 5), most - 5);
    mark(pen, look, inside(x, view.width), inside(y, view.height), colours.paper);
  }
}
