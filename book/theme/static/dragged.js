// Numbers of the text that move the nearest playground: dragged, by the arrow keys, and back. Each
// moves what bears its name and stands at that very number when the page is opened.
"use strict";

(() => {
  const PIXELS = 2; // for a step
  const written = (x) => (x && Math.abs(x) < 1e-3 ? x.toExponential() : String(x)).replace(/^-/, "\u2212");

  // What a playground holds under a name: its surface's options, its own numbers, those of its racers.
  function places(el, name, value) {
    const { model, facts } = el;
    const options = facts.surfaces[model.get("surface")].options;
    if (name in options) {
      const read = () => model.get("options")[name] ?? options[name];
      return [{ read, write: (x) => model.set("options", { ...model.get("options"), [name]: x }) }];
    }
    if (name === "steps" || name === "noise") {
      return [{ read: () => model.get(name), write: (x) => model.set(name, x) }];
    }
    const valueOf = (racer) => racer[name] ?? facts.methods[racer.method]?.[name];
    return model.get("racers").flatMap((racer, k) => {
      if (valueOf(racer) !== value) return [];
      const read = () => valueOf(model.get("racers")[k] ?? {});
      // A name that was given says what it said of other numbers.
      const moved = ({ name: _, ...rest }, x) => ({ ...rest, [name]: x });
      return [{ read, write: (x) => model.set("racers", model.get("racers").map((one, i) => (i === k ? moved(one, x) : one))) }];
    });
  }

  function enliven(span, el) {
    const name = [...span.classList].find((one) => one.startsWith("of-")).slice(3);
    const first = Number(span.textContent);
    const scale = el.scales[name];
    const found = places(el, name, first);
    if (!scale || !found.length) return;
    let now = first;

    function show(x) {
      now = x;
      span.textContent = written(x);
      span.setAttribute("aria-valuenow", x);
    }
    function move(x) {
      if (x === now) return;
      show(x);
      for (const { write } of found) write(x);
    }
    const step = (count) => {
      const at = scale.to(now) + count * scale.step;
      move(scale.from(Math.min(scale.max, Math.max(scale.min, at))));
    };

    span.tabIndex = 0;
    span.setAttribute("role", "slider");
    span.setAttribute("aria-label", `${name} of: ${el.model.get("title")}`);
    span.setAttribute("aria-valuemin", scale.from(scale.min));
    span.setAttribute("aria-valuemax", scale.from(scale.max));
    span.title = "Drag, or use the arrow keys; Home brings it back";
    show(first);

    const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
    span.addEventListener("keydown", (event) => {
      if (event.key in KEYS) step(KEYS[event.key]);
      else if (event.key === "Home") move(first);
      else return;
      event.preventDefault();
    });
    let held = null; // where it was taken, and what it was
    span.addEventListener("pointerdown", (event) => {
      held = { x: event.clientX, at: scale.to(now) };
      span.setPointerCapture(event.pointerId);
    });
    span.addEventListener("pointermove", ({ clientX }) => {
      if (!held) return;
      const at = held.at + Math.round((clientX - held.x) / PIXELS) * scale.step;
      if (at !== held.at) move(scale.from(Math.min(scale.max, Math.max(scale.min, at))));
    });
    for (const end of ["pointerup", "pointercancel"]) span.addEventListener(end, () => (held = null));
    // The figure's own sliders move the text.
    for (const told of ["racers", "options", "steps", "noise"]) {
      el.model.on(`change:${told}`, () => {
        const x = found[0].read();
        if (typeof x === "number" && x !== now) show(x);
      });
    }
  }

  // The playground behind a number, or else the one before it: whichever stands nearer in the text.
  const numbers = [...document.querySelectorAll("article .dragged")];
  const playgrounds = [...document.querySelectorAll(".descent-playground")];
  const all = [...document.querySelectorAll("article .dragged, article .descent-playground, article p")];
  const far = (one, other) => Math.abs(all.indexOf(one) - all.indexOf(other));
  for (const span of numbers) {
    const [el] = [...playgrounds].sort((one, other) => far(one, span) - far(other, span));
    if (!el) continue;
    if (el.model) enliven(span, el);
    else el.addEventListener("playground", () => enliven(span, el), { once: true });
  }
})();
