// What all racers share: the surface, the start, the noise and the number of steps.

import { button, choice, field, make, slider } from "./dom.js";
import { drawsLots } from "./race.js";
import { SCALES } from "./scales.js";
import { SHARED } from "./shared.js";
import { SURFACES, surface, trouble } from "./surfaces.js";
import { typedField } from "./typed_field.js";
import { number } from "./format.js";

export function settings({ set, reset, shows }) {
  const el = make("div", { class: "dp-settings", role: "group", "aria-label": "Surface and run" });
  let scene;
  let shape = "";
  let parts = [];
  const typed = typedField({
    label: "L(x, y) = ",
    focus: "formula",
    trouble: (text) => trouble(text, options().reach),
    cannot: "This cannot be drawn",
    onchange: retype,
  }); // kept, as a hand may be at it

  const names = SURFACES.map((name) => [name, SHARED.surfaces[name].title]);

  function build() {
    const { state } = scene;
    parts = [];
    const add = (name, part, value) => {
      parts.push(() => part.update(value()));
      return part.el;
    };
    const rows = [];
    if (shows("surface")) {
      const pick = choice("Surface", names, state.surface, choose, { data: { focus: "surface" } });
      parts.push(() => (pick.select.value = scene.state.surface));
      rows.push(pick.el);
    }
    for (const name of Object.keys(SHARED.surfaces[state.surface].options)) {
      if (!shows(name)) continue;
      if (name === "formula") {
        rows.push(add(name, typed, () => options().formula));
        continue;
      }
      const move = (x) => set(({ options }) => ({ options: { ...options, [name]: x } }));
      const value = () => options()[name];
      rows.push(add(name, slider(name, "the surface", SCALES[name], value(), move, number), value));
    }
    if (shows("start")) {
      state.start.forEach((_, i) => {
        const label = state.start.length === 1 ? "Start w" : `Start w[${i}]`;
        const move = (x) => set(({ start }) => ({ start: start.map((w, k) => (k === i ? x : w)) }));
        rows.push(add(label, field(label, 0, move, { step: "any" }), () => scene.state.start[i]));
      });
    }
    if (shows("noise")) {
      const move = (noise) => set({ noise });
      rows.push(add("noise", slider("noise", "the gradients", SCALES.noise, 0, move, number), () => scene.state.noise));
      const limits = { min: 0, max: 2 ** 31 - 1, step: 1 };
      const seed = field("seed", 0, (x) => set({ seed: x }), limits);
      rows.push(add("seed", seed, () => scene.state.seed));
      parts.push(() => (seed.el.hidden = !drawsLots(scene.state)));
    }
    if (shows("steps")) {
      const move = (steps) => set({ steps, at: -1 });
      rows.push(add("steps", slider("steps", "", SCALES.steps, 100, move, String), () => scene.state.steps));
    }
    const back = button("Reset", reset, { class: "dp-plain" });
    el.replaceChildren(...rows, back);
  }

  const options = () => ({ ...SHARED.surfaces[scene.state.surface].options, ...scene.state.options });

  // A function of other variables has other places.
  function retype(formula) {
    set((state) => {
      const next = { ...state.options, formula };
      const { start } = surface(state.surface, next);
      return { options: next, ...(start.length === state.start.length ? {} : { start, window: [] }) };
    });
  }

  // Another surface starts where its runs usually do.
  function choose(name) {
    const { start } = surface(name);
    set({ surface: name, options: {}, start, window: [] });
  }

  function draw(next) {
    scene = next;
    const now = `${scene.state.surface} ${scene.state.start.length}`;
    if (now !== shape) {
      const held = el.contains(document.activeElement) && document.activeElement.dataset.focus;
      shape = now;
      build();
      if (held) el.querySelector(`[data-focus="${held}"]`)?.focus();
    }
    for (const update of parts) update();
  }

  return { el, draw };
}
