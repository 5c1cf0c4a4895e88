// The map of starts on the picture: coloured by the place where a run from there ends.

import { AWAY, LOST, basins } from "./basins.js";
import { choice, make } from "./dom.js";
import { number, point } from "./format.js";
import { SHARED } from "./shared.js";
import { sharp } from "./styles.js";
import { viewOf } from "./view.js";
import { slowly } from "./yielding.js";

const COLUMNS = 112;
const REST = 150; // milliseconds without a change before it is worked out
const NONE = "no map";

export function startsMap({ set, shows }) {
  const ends = make("canvas", { class: "dp-ends", "aria-hidden": "true" });
  const places = make("canvas", { class: "dp-layer", "aria-hidden": "true" });
  const layer = make("div", { class: "dp-layer dp-starts", hidden: true }, ends, places);
  const pick = choice("Which start ends where", [], "", (k) => set({ basins: Number(k) }), { data: { focus: "basins" } });
  const words = make("p", { class: "dp-hint", role: "status" });
  const el = make("div", { class: "dp-basins" }, pick.el, words);
  const fit = sharp(places);
  let [wanted, timer] = ["", 0];

  function draw(scene) {
    const { surface, racers, state, window, colours } = scene;
    el.hidden = !shows("basins");
    const names = [[-1, NONE], ...racers.map(({ label, racer }, k) => [k, racer.method ? label : ""])].filter(([, text]) => text);
    if (names.join() !== pick.select.dataset.names) {
      pick.select.dataset.names = names.join();
      pick.select.replaceChildren(...names.map(([value, text]) => make("option", { value, text })));
    }
    const one = racers[state.basins];
    const off = el.hidden || !one?.racer.method;
    pick.select.value = off ? -1 : state.basins;
    layer.hidden = off;
    const { name, ...racer } = one?.racer ?? {};
    const { options, steps, noise, seed } = state;
    const now = off ? "" : JSON.stringify([surface.name, options, window, racer, steps, noise, seed, colours.paper, layer.clientWidth]);
    if (now === wanted) return;
    wanted = now;
    clearTimeout(timer);
    words.textContent = "";
    layer.toggleAttribute("data-stale", true);
    if (!off) timer = setTimeout(() => work(scene, one, now), REST);
  }

  async function work({ surface, state, window, colours }, { racer, label }, mine) {
    const [width, height] = [layer.clientWidth, layer.clientHeight];
    const rows = surface.start.length === 1 ? 1 : Math.round((COLUMNS * height) / width);
    [ends.width, ends.height] = [COLUMNS, rows];
    const pen = ends.getContext("2d");
    const colour = (end) => (end >= 0 ? SHARED.colours[end % SHARED.colours.length] : end === LOST ? colours.ink : "transparent");
    const counts = {};
    dots(fit(width, height), viewOf(surface, window, width, height), colour, colours);
    layer.toggleAttribute("data-stale", false);
    const tasks = basins(surface, racer, state, window, [COLUMNS, rows]);
    function* drawn() {
      for (const [i, j, size, end] of tasks) {
        counts[end] = (counts[end] ?? 0) + 1;
        pen.clearRect(i, j, size, size);
        pen.fillStyle = colour(end);
        pen.fillRect(i, j, size, size);
        yield;
      }
    }
    await slowly(drawn(), () => wanted === mine);
    if (wanted === mine) words.textContent = told(counts, COLUMNS * rows, surface, label, state.steps);
  }

  // The places in the colours of the map.
  function dots(pen, { surface, toPixel, width, height }, colour, colours) {
    pen.clearRect(0, 0, width, height);
    surface.minima.forEach((w, k) => {
      pen.beginPath();
      pen.arc(...toPixel(w, surface.value(w)), 9, 0, 2 * Math.PI);
      pen.fillStyle = colour(k);
      pen.fill();
      Object.assign(pen, { lineWidth: 3, strokeStyle: colours.paper });
      pen.stroke();
    });
  }

  return { el, layer, draw };
}

function told(counts, all, surface, label, steps) {
  const share = (end) => `${number((100 * (counts[end] ?? 0)) / all)} %`;
  const there = surface.minima.map((w, k) => `${share(k)} at ${point(w)}`);
  const rest = [
    ...(counts[AWAY] ? [`${share(AWAY)} at none of these after ${steps} steps (left clear)`] : []),
    ...(counts[LOST] ? [`${share(LOST)} diverge (grey)`] : []),
  ];
  return `Of all starts shown, ${label} ends ${[...there, ...rest].join(", ")}.`;
}
