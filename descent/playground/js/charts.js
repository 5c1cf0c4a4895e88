// The charts beside the picture: the loss always, and one of four looks at each coordinate.

import { chart } from "./chart.js";
import { choice, make } from "./dom.js";
import { LATER, brought } from "./later.js";
import { SHARED } from "./shared.js";

const KINDS = {
  step: {
    name: "length of the step",
    log: true,
    lines: (run, i) => ({ from: 1, value: (k) => Math.abs(run.step(k, i)) }),
  },
  rate: {
    name: "effective rate: step / slope",
    log: true,
    lines: (run, i) => ({ from: 1, value: (k) => Math.abs(run.step(k, i) / run.slope(k, i)) }),
  },
  place: {
    name: "place",
    lines: (run, i) => ({ from: 0, value: (k) => run.place(k, i) }),
  },
  velocity: {
    name: "velocity (v or m)",
    lines: (run, i) => ({ from: 1, value: (k) => run.velocity(k, i) }),
  },
  spectrum: { name: "spectrum: rates of convergence" },
};

export function charts({ set }) {
  const loss = chart(132);
  const pair = [chart(96), chart(96)];
  const kinds = SHARED.charts.map((name) => [name, KINDS[name].name]);
  const pick = choice("Also show", kinds, "step", (kind) => set({ chart: kind }), { data: { focus: "chart" } });
  const two = make("div", { class: "dp-pair" }, pair[0].el, pair[1].el);
  const el = make("div", { class: "dp-charts" }, loss.el, pick.el, two);
  let settings = null; // the spectrum, once somebody has asked for it
  let scene;

  // It may still be on its way; if it does not come, the view before it stays.
  async function open() {
    if (!brought("spectrum")) await LATER.fetch().catch(() => set({ chart: "step" }));
    if (settings || !brought("spectrum")) return;
    settings = brought("spectrum")({ set });
    el.append(settings.el);
    settings.measure();
    settings.draw(scene);
  }

  function draw(next) {
    scene = next;
    const { surface, racers, colours, state, window } = scene;
    const span = state.steps;
    const shown = racers.filter(({ run }) => run);
    pick.select.value = state.chart;
    loss.draw({
      name: "Loss above the lowest point",
      log: true,
      span,
      colours,
      lines: shown.map(({ run, look }) => ({ look, from: 0, to: run.last, value: (k) => run.losses[k] - surface.lowest })),
    });
    if (settings) settings.draw(scene);
    else if (state.chart === "spectrum") open();
    two.hidden = state.chart === "spectrum";
    if (two.hidden) return seek(scene.at);
    const kind = KINDS[state.chart];
    pair.forEach((one, i) => {
      one.el.hidden = i >= surface.start.length;
      if (one.el.hidden) return;
      const [low, high] = window[i];
      const reach = state.chart === "place" ? 2 * Math.max(Math.abs(low), Math.abs(high)) : Infinity;
      one.draw({
        name: `${kind.name[0].toUpperCase()}${kind.name.slice(1)}, ${surface.start.length === 1 ? "w" : `w[${i}]`}`,
        log: kind.log,
        span,
        colours,
        height: surface.start.length === 1 ? 164 : undefined,
        lines: shown.map(({ run, look }) => ({
          look,
          to: run.last,
          bound: run.diverged ? quiet(run, i, kind) : reach,
          ...kind.lines(run, i),
        })),
      });
    });
    return seek(scene.at);
  }

  // The largest value of the first half of a run that flies off.
  function quiet(run, i, kind) {
    const { from, value } = kind.lines(run, i);
    let most = 0;
    for (let k = from; k <= run.last / 2; k++) most = Math.max(most, Math.abs(value(k)) || 0);
    return most;
  }

  function seek(at) {
    for (const one of [loss, ...pair]) one.seek(at);
  }

  function measure() {
    for (const one of [loss, ...pair, settings]) one?.measure();
  }

  return { el, measure, draw, seek };
}
