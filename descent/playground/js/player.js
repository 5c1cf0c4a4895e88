// Playing, pausing, stepping and scrubbing.

import { button, choice, hidden, icon, make } from "./dom.js";

const SECONDS = { slow: 16, normal: 8, fast: 3 }; // for a whole run

export function player({ set, seek, say, settle }) {
  let scene;
  let frame = 0;
  let before = 0;
  let at = 0; // may lie between two steps while it plays
  let speed = "normal";

  const control = (name, label, onclick) => {
    const made = button("", onclick, { class: "dp-round", "aria-label": label, title: label });
    made.append(icon(name));
    return made;
  };
  const toggle = control("play", "Play", () => (frame ? pause() : play()));
  toggle.classList.add("dp-play");
  const scrub = make("input", { type: "range", min: 0, step: 1, "aria-label": "Step", class: "dp-scrub" });
  scrub.addEventListener("input", () => jump(Number(scrub.value)));
  const count = make("span", { class: "dp-count", "aria-hidden": "true" });
  const paces = Object.keys(SECONDS).map((name) => [name, name]);
  const pace = choice(hidden("Speed"), paces, speed, (name) => (speed = name), { title: "Speed" });
  const el = make(
    "div",
    { class: "dp-player", role: "group", "aria-label": "Play the run" },
    control("first", "Back to the start", () => jump(0)),
    control("back", "One step back", () => jump(Math.ceil(at) - 1)),
    toggle,
    control("forward", "One step on", () => jump(Math.floor(at) + 1)),
    scrub,
    count,
    pace.el,
  );

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // By itself, when it comes into view. Nothing moves for those who asked for that: they see the end.
  function open() {
    if (!calm()) play();
  }

  function play() {
    const { steps } = scene.state;
    if (at >= steps) at = 0;
    if (calm()) return jump(steps);
    before = performance.now();
    frame = requestAnimationFrame(tick);
    face("pause", "Pause");
  }

  function tick(now) {
    const { steps } = scene.state;
    at = Math.min(at + (Math.max(now - before, 0) / 1000) * (steps / SECONDS[speed]), steps);
    before = now;
    show();
    seek(at);
    if (at < steps) frame = requestAnimationFrame(tick);
    else pause();
  }

  function pause() {
    cancelAnimationFrame(frame);
    if (!frame) return;
    frame = 0;
    face("play", "Play");
    // A run that played to the end of itself has changed nothing.
    if (at >= scene.state.steps && scene.state.at < 0) return settle();
    jump(Math.min(Math.round(at), scene.state.steps));
  }

  function jump(step) {
    const to = Math.min(Math.max(step, 0), scene.state.steps);
    if (frame) {
      cancelAnimationFrame(frame);
      frame = 0;
      face("play", "Play");
    }
    set({ at: to });
    say();
  }

  function face(name, label) {
    toggle.replaceChildren(icon(name));
    toggle.setAttribute("aria-label", label);
    toggle.title = label;
  }

  function show() {
    const { steps } = scene.state;
    const k = Math.floor(at);
    scrub.value = k;
    const text = `step ${k} of ${steps}`;
    if (count.textContent !== text) {
      count.textContent = text;
      scrub.setAttribute("aria-valuetext", text);
    }
  }

  function draw(next) {
    scene = next;
    scrub.max = scene.state.steps;
    if (!frame) at = scene.at;
    at = Math.min(at, scene.state.steps);
    show();
  }

  return { el, draw, open, now: () => (frame ? at : null), stop: () => cancelAnimationFrame(frame) };
}
