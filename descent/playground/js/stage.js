// The picture: ground, paths, marks, and the start, which can be moved by pointer and by keys.

import { make } from "./dom.js";
import { probe } from "./probe.js";
import { sharp } from "./styles.js";
import { drawTerrain } from "./terrain.js";
import { drawHeads, trails } from "./trails.js";
import { slowly } from "./yielding.js";
import { viewOf } from "./view.js";
import { number, point } from "./format.js";

export function stage({ set, layer }) {
  const ground = make("canvas", { class: "dp-layer", role: "img" });
  const [paths, heads] = [0, 1].map(() => make("canvas", { class: "dp-layer dp-paths", "aria-hidden": "true" }));
  const handle = make("div", { class: "dp-start" });
  const under = probe();
  const el = make("div", { class: "dp-stage" }, ground, layer, paths, heads, under.el, handle);
  const walk = trails();
  // Ground is computed pixel by pixel: beyond 1.5 the eye gains nothing.
  const fits = [sharp(ground, 1.5), sharp(paths), sharp(heads)];
  let pens = [];
  let drawn = ""; // what the ground shows
  let view;
  let scene;
  let width = 50;

  function measure() {
    width = Math.max(el.clientWidth, 50);
  }

  // The start is two native sliders, one a coordinate, laid over each other on the picture.
  const keys = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 1], ArrowDown: [1, -1] };
  const sliders = [0, 1].map((i) => {
    const input = make("input", { type: "range", step: "any", "aria-roledescription": "start, on the picture" });
    input.addEventListener("input", () => {
      const x = Number(input.value);
      set(({ start }) => ({ start: start.map((w, k) => (k === i ? x : w)) }));
    });
    input.addEventListener("keydown", (event) => {
      const [axis, sign] = keys[event.key] ?? [];
      if (axis === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      move(scene.surface.start.length === 1 ? 0 : axis, sign * (event.shiftKey ? 10 : 1));
    });
    return input;
  });
  handle.append(...sliders);

  // One key moves the start by a hundredth of the window, with Shift by a tenth.
  function move(axis, steps) {
    const [low, high] = view.window[axis];
    const moved = (w) => Math.min(Math.max(w + (steps * (high - low)) / 100, low), high);
    set(({ start }) => ({
      start: start.map((w, k) => (k === axis ? tidy(moved(w), high - low) : w)),
    }));
    sliders[axis].focus();
  }

  // A pointer cannot mean more digits than there are pixels.
  const tidy = (x, reach) => {
    const digits = Math.max(0, 3 - Math.floor(Math.log10(reach)));
    return Number(x.toFixed(digits));
  };

  function place(event) {
    const box = ground.getBoundingClientRect();
    const w = view.toPlace(event.clientX - box.left, event.clientY - box.top);
    return w.map((x, i) => {
      const [low, high] = view.window[i];
      return tidy(Math.min(Math.max(x, low), high), high - low);
    });
  }

  let dragging = false;
  el.addEventListener("pointerdown", (event) => {
    // A finger elsewhere on the picture scrolls the page.
    if (event.button !== 0 || (event.pointerType === "touch" && !handle.contains(event.target))) return;
    event.preventDefault();
    sliders[0].focus({ preventScroll: true });
    dragging = true;
    el.setPointerCapture(event.pointerId);
    set({ start: place(event) });
  });
  el.addEventListener("pointermove", (event) => {
    if (dragging) set({ start: place(event) });
    if (dragging || event.pointerType !== "mouse" || handle.contains(event.target)) return under.hide();
    const box = ground.getBoundingClientRect();
    under.show(view, event.clientX - box.left, event.clientY - box.top);
  });
  el.addEventListener("pointerleave", under.hide);
  for (const type of ["pointerup", "pointercancel"]) el.addEventListener(type, () => (dragging = false));
  // A tap brings the start here.
  el.addEventListener("click", (event) => event.pointerType === "touch" && set({ start: place(event) }));

  // The first ground takes its time, and is promised; later ones follow the hand.
  function draw(next) {
    const first = !scene;
    let work;
    scene = next;
    const { surface, racers, colours, state } = scene;
    const height = Math.round(width * (surface.start.length === 1 ? 0.68 : 0.84));
    view = viewOf(surface, scene.window, width, height);
    const wanted = JSON.stringify([width, height, surface.name, surface.options, scene.window, colours, devicePixelRatio, state.options]);
    if (wanted !== drawn) {
      drawn = wanted;
      el.style.height = `${height}px`;
      pens = fits.map((fit) => fit(width, height));
      work = drawTerrain(pens[0], ground, view, colours);
      if (!first) for (const _ of work); // all its rows
    }
    walk.begin(pens[1], view, colours, racers);
    placeHandle(surface, state);
    seek(scene.at);
    return first ? slowly(work) : null;
  }

  // Once things have come to rest.
  function rest() {
    ground.setAttribute("aria-label", described(scene));
  }

  // Shows the paths up to `at`, which may lie between two steps.
  function seek(at) {
    if (!walk.extend(scene.racers, Math.floor(at))) {
      walk.begin(pens[1], view, scene.colours, scene.racers);
      walk.extend(scene.racers, Math.floor(at));
    }
    drawHeads(pens[2], view, scene.colours, scene.racers, at, walk.pixel);
  }

  function placeHandle(surface, { start }) {
    const [x, y] = view.toPixel(start, surface.value(start));
    const clamp = (z, most) => Math.min(Math.max(z, 0), most);
    handle.style.transform = `translate(${clamp(x, view.width)}px, ${clamp(y, view.height)}px)`;
    sliders.forEach((input, i) => {
      input.disabled = i >= start.length;
      input.hidden = i >= start.length;
      if (input.disabled) return;
      const [low, high] = view.window[i];
      Object.assign(input, { min: low, max: high });
      input.value = start[i];
      input.setAttribute("aria-label", start.length === 1 ? "Start w" : `Start w[${i}]`);
      input.setAttribute("aria-valuetext", number(start[i]));
    });
  }

  const layers = () => [...el.querySelectorAll("canvas")];

  return { el, layers, measure, draw, seek, rest };
}

function described({ surface, racers, state }) {
  const names = racers.map(({ label }) => label).join(", ");
  const lie = surface.minima.map((w) => point(w)).join(" and ");
  return `${surface.title}, with the paths of ${names} from ${point(state.start)}. Lowest known places: ${lie}. The numbers are in the table below.`;
}
