// The same in numbers: what the picture shows at the present step, for those who cannot see it.

import { make } from "./dom.js";
import { number, verdict } from "./format.js";

export function table() {
  const body = make("tbody");
  const head = make("tr");
  const caption = make("caption");
  const grid = make("table", {}, caption, make("thead", {}, head), body);
  // What scrolls must be reachable by keys.
  const scroll = make("div", { class: "dp-scroll", tabindex: "0", role: "region", "aria-label": "Numbers at this step" }, grid);
  const el = make("details", { class: "dp-table" }, make("summary", { text: "Numbers at this step" }), scroll);
  el.addEventListener("toggle", () => fill());
  let scene;
  let at = 0;

  function fill() {
    if (!el.open || !scene) return;
    const { surface, racers } = scene;
    const axes = surface.start.length === 1 ? ["w"] : ["w[0]", "w[1]"];
    caption.textContent = `${surface.title}, step ${at} of ${scene.state.steps}`;
    const columns = [
      ...axes,
      "loss",
      ...axes.map((w) => `step in ${w}`),
      ...axes.map((w) => `step / slope in ${w}`),
      ...axes.map((w) => `velocity in ${w}`),
      "state",
    ];
    head.replaceChildren(...["optimizer", "step", ...columns].map((text) => make("th", { scope: "col", text })));
    body.replaceChildren(...racers.map((one) => row(one, axes, columns.length)));
  }

  function row({ label, run, trouble }, axes, columns) {
    const name = make("th", { scope: "row", text: label });
    if (!run) return make("tr", {}, name, make("td", { colspan: columns + 1, text: trouble }));
    const k = Math.min(at, run.last);
    const each = (value) => axes.map((_, i) => (k > 0 ? number(value(i)) : "none"));
    const cells = [
      String(k),
      ...axes.map((_, i) => number(run.place(k, i))),
      number(run.losses[k]),
      ...each((i) => run.step(k, i)),
      ...each((i) => -run.step(k, i) / run.slope(k, i)),
      ...each((i) => run.velocity(k, i)),
      verdict(run, at, scene.surface),
    ];
    return make("tr", {}, name, ...cells.map((text) => make("td", { text })));
  }

  return {
    el,
    draw(next) {
      scene = next;
      at = Math.floor(scene.at);
      fill();
    },
  };
}
