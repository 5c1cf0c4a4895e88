// Under the pointer: the height of the surface there, how steep it is, and an arrow down its slope.

import { make } from "./dom.js";
import { number } from "./format.js";

const ARROW = 34; // pixels

export function probe() {
  const arrow = make("span", { class: "dp-arrow" });
  const words = make("span", { class: "dp-height" });
  const el = make("div", { class: "dp-probe", hidden: true, "aria-hidden": "true" }, arrow, words);

  function show({ surface, toPlace, toPixel, width, height }, x, y) {
    const w = toPlace(x, y);
    const [loss, slope] = [surface.value(w), surface.gradient(w)];
    // Where the place one gradient further down would be drawn: pixels differ across and up.
    const along = toPixel(w.map((at, i) => at - slope[i]), loss);
    const from = toPixel(w, loss);
    const turn = Math.atan2(along[1] - from[1], along[0] - from[0]);
    const steep = Math.hypot(...slope);
    words.textContent = `loss ${number(loss)}, gradient ${number(steep)}`;
    el.hidden = false;
    el.style.transform = `translate(${x}px, ${y}px)`;
    arrow.hidden = !(steep > 0);
    arrow.style.width = `${ARROW}px`;
    arrow.style.transform = `rotate(${turn}rad)`;
    words.style.translate = `${x > width / 2 ? "-100%" : "0"} ${y > height / 2 ? "-200%" : "100%"}`;
  }

  return { el, show, hide: () => (el.hidden = true) };
}
