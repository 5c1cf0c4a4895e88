// The playground: a model of numbers, the runs they make, and the parts that show them.

import { fromAddress, toAddress } from "./address.js";
import { cards, titleOf } from "./cards.js";
import { charts } from "./charts.js";
import { make } from "./dom.js";
import { EXTRAS } from "./extras.js";
import { look, palette } from "./styles.js";
import { bits, normal } from "./noise.js";
import { LATER, brought } from "./later.js";
import { player } from "./player.js";
import { hyper, race, retrace } from "./race.js";
import { RULES } from "./rules.js";
import { settings } from "./settings.js";
import { share } from "./share.js";
import { SHARED } from "./shared.js";
import { stage } from "./stage.js";
import { surface } from "./surfaces.js";
import { table } from "./table.js";
import { yieldToBrowser } from "./yielding.js";
import { number, report } from "./format.js";

const QUIET = 500; // milliseconds without a change before it is told
// While a hand moves and what stands beside the picture takes more than this, it is drawn every fourth
// time only, and once more when the hand rests.
const [ROOM, SKIPPED, REST] = [4, 3, 200]; // milliseconds, frames, milliseconds

function render({ model, el }) {
  const preset = read();
  const knobs = model.get("knobs");
  const bare = Boolean(model.get("bare"));
  const shows = (name) => !bare && (knobs.length === 0 || knobs.includes(name));
  const page = model.get("page");
  const here = model.get("addressed");
  const root = make("section", {
    class: "dp",
    "aria-label": model.get("title") || "Playground",
    "data-lm-suppress-shortcuts": "true", // as dom.js has it
  });
  const voice = make("p", { class: "dp-hidden", role: "status", "aria-live": "polite" });
  const note = make("p", { class: "dp-note", role: "alert", hidden: true });
  let scene;
  let touched = false;
  let written = location.hash;
  let waiting = 0;
  let timer = 0;
  let width = 0;
  let reach = 0; // the picture's own width
  let stale = false; // whether the model has changed since it was last looked at
  let drawn = false;
  let gone = false;

  const open = wants(model);
  const starts = open && brought("startsMap")({ set, shows });
  const picture = stage({ set, layer: starts.layer ?? "" });
  const graphs = charts({ set });
  const play = player({ set, seek, say, settle: wake });
  const racers = cards({ set, shows });
  const common = settings({ set, reset: () => set(preset), shows });
  const prediction = open && brought("duel")({ set, shows, play: () => play.open() });
  const numbers = table();
  const sharing = share({ page, here });
  const keep = open && knobs.length === 0 && brought("keepsake")({ layers: picture.layers, root, seek, back: wake });
  const parts = [play, picture, graphs, prediction, racers, starts, common, keep, numbers, sharing].filter(Boolean);
  root.toggleAttribute("data-bare", bare);
  root.append(
    note,
    make(
      "div",
      { class: "dp-top" },
      make("div", { class: "dp-view" }, picture.el, play.el),
      make(
        "div",
        { class: "dp-side" },
        ...[prediction, graphs, racers, starts, common].flatMap(({ el: part }) => part ?? []),
        make("div", { class: "dp-foot" }, ...[keep, numbers, sharing].flatMap(({ el: part }) => part ?? [])),
      ),
    ),
    voice,
  );
  el.append(root);

  function current() {
    const state = read();
    const { start } = surface(state.surface, state.options);
    return state.start?.length === start.length ? state : { ...state, start };
  }

  function read() {
    return Object.fromEntries(SHARED.state.map((name) => [name, model.get(name)]));
  }

  // Every change goes through the model, so that Python sees it where there is one. A change of
  // what is there builds on the model too: what was drawn last may be a change behind.
  function set(changes) {
    const wanted = typeof changes === "function" ? changes(current()) : changes;
    for (const [name, value] of Object.entries(wanted)) model.set(name, value);
    model.save_changes();
    touched = true;
    wake();
  }

  // However much changes, it is drawn once a frame.
  function wake() {
    stale = true;
    if (!drawn) return;
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      refresh();
      picture.draw(scene);
      clearTimeout(beside.timer);
      say();
      // Another racer, surface or duel is shown at once.
      const shown = [scene.blind, scene.state.surface, ...scene.racers.map(({ label }) => label)].join();
      if (beside.took < ROOM || beside.skipped >= SKIPPED || beside.shown !== shown) return drawBeside(shown);
      beside.skipped += 1;
      beside.timer = setTimeout(() => drawBeside(), REST);
    });
  }

  const beside = { took: 0, skipped: 0, timer: 0, shown: "" };
  function drawBeside(shown = beside.shown) {
    const began = performance.now();
    for (const part of parts) if (part !== picture) part.draw(scene);
    Object.assign(beside, { took: performance.now() - began, skipped: 0, shown });
  }

  // The first time each part has a turn of its own: together they would hold up a slow telephone.
  // What changes meanwhile is drawn at the end.
  async function begin() {
    await yieldToBrowser();
    refresh();
    for (const part of parts) {
      await yieldToBrowser();
      if (gone) return;
      await part.draw(scene);
      part.rest?.(scene);
    }
    drawn = true;
    root.dataset.drawn = "";
    say();
    if (model.get("plays") && !touched) play.open();
    else if (stale) wake();
  }

  // All sizes are asked before anything changes, or each answer would cost a layout.
  function refresh() {
    stale = false;
    width = root.clientWidth;
    reach = picture.el.clientWidth;
    for (const part of parts) part.measure?.();
    compute();
  }

  function compute() {
    const state = current();
    const ground = surface(state.surface, state.options);
    scene = {
      state,
      surface: ground,
      window: state.window.length ? state.window : ground.window,
      // While it plays, the player says where; else the state does, and below 0 means the end.
      at: play.now() ?? Math.min(state.at < 0 ? state.steps : state.at, state.steps),
      colours: palette(root),
    };
    scene.racers = state.racers.slice(0, SHARED.most.racers).map((racer, i) => ({ racer, look: look(i), ...ran(racer) }));
    name(scene.racers);
    // What they do is not shown while the reader is asked to say it.
    scene.blind = Boolean(state.duel) && scene.racers.filter(({ run }) => run).length > 1;
    root.toggleAttribute("data-blind", scene.blind);
    root.toggleAttribute("data-dark", scene.colours.dark);
    root.style.setProperty("--dp-paper", scene.colours.paper);

    function ran(racer) {
      if (racer.method) return { run: race(ground, racer, state) };
      const { places, trouble } = theirs(racer.own, state);
      return places ? { run: retrace(ground, places) } : { run: null, trouble };
    }
  }

  // The path of a class of the reader's own, if Python has worked it out for this very state.
  function theirs(k, state) {
    const given = model.get("theirs");
    if (!SHARED.moves.every((name) => JSON.stringify(given.for?.[name]) === JSON.stringify(state[name]))) {
      const alone = model.get("page") && !given.live;
      return { trouble: alone ? "needs Python to follow" : "waiting for Python" };
    }
    return given.paths[k] ? { places: given.paths[k] } : { trouble: given.troubles[k] };
  }

  // While it plays: marks and paths, no more.
  let fatesShown = 0; // when
  function seek(at) {
    picture.seek(at);
    graphs.seek(at);
    if (performance.now() - fatesShown > 200) {
      fatesShown = performance.now();
      racers.fates(at);
    }
  }

  // Told, and kept in the address, once things have come to rest, and once only.
  function say() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (here && touched) remember();
      for (const part of parts) part.rest?.(scene);
      const text = scene.blind ? "" : report({ ...scene, at: Math.floor(play.now() ?? scene.at) });
      if (text !== voice.textContent) voice.textContent = text;
    }, QUIET);
  }

  // The address follows what the reader does; one that was just followed comes first.
  function remember() {
    if (location.hash !== written) return recall();
    written = `#${toAddress(scene.state)}`;
    if (location.hash !== written) history.replaceState(null, "", written);
  }

  function recall() {
    written = location.hash;
    if (!/^#(surface|race|start|steps|window|noise|seed|at|duel)=/.test(location.hash)) return;
    const { state, complaints } = fromAddress(location.hash.slice(1));
    note.hidden = complaints.length === 0;
    note.textContent = complaints.length ? `Parts of this link could not be used: ${complaints.join("; ")}.` : "";
    if (!state.surface) return;
    if (!state.racers.length) delete state.racers;
    state.start ??= surface(state.surface, state.options).start;
    set({ ...preset, ...state });
  }

  const redraw = new ResizeObserver(() => (root.clientWidth === width && picture.el.clientWidth === reach) || wake());
  redraw.observe(root);
  redraw.observe(picture.el); // a lower window makes it smaller
  const dress = new MutationObserver(wake);
  for (const node of [document.documentElement, document.body]) {
    dress.observe(node, { attributes: true, attributeFilter: ["data-theme", "class", "data-jp-theme-light"] });
  }
  const media = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
  for (const query of media) query.addEventListener("change", wake);
  for (const name of [...SHARED.state, "theirs"]) model.on(`change:${name}`, wake);
  if (here) {
    addEventListener("hashchange", recall);
    recall();
  }
  begin();

  return () => {
    gone = true;
    for (const name of [...SHARED.state, "theirs"]) model.off(`change:${name}`, wake);
    for (const query of media) query.removeEventListener("change", wake);
    removeEventListener("hashchange", recall);
    cancelAnimationFrame(waiting);
    clearTimeout(timer);
    clearTimeout(beside.timer);
    play.stop();
    keep.stop?.();
    redraw.disconnect();
    dress.disconnect();
  };
}

// Whether a playground needs the tools (tools.js) before it can be drawn. A lesson's seldom does: it has
// the few knobs that its text speaks of.
function wants(model) {
  const knobs = model.get("knobs");
  const more = knobs.length === 0 || ["surface", "basins", "duel"].some((name) => knobs.includes(name));
  return (more && !model.get("bare")) || model.get("surface") === "digits" || model.get("chart") === "spectrum";
}

// Racers of one name are told apart by the first number in which they differ.
function name(racers) {
  for (const one of racers) one.label = one.racer.name || titleOf(one.racer.method);
  const taken = racers.map(({ label }) => label);
  racers.forEach((one, i) => {
    const twins = racers.filter((other, k) => k !== i && taken[k] === taken[i] && other.racer.method);
    if (!twins.length || !one.racer.method) return;
    const mine = hyper(one.racer);
    const field = Object.keys(mine).find((k) => typeof mine[k] === "number" && twins.some((twin) => hyper(twin.racer)[k] !== mine[k]));
    one.label = field ? `${taken[i]}, ${field} = ${number(mine[field])}` : `${taken[i]} (${i + 1})`;
  });
}

// Besides what anywidget asks for: what the tests compare with Python.
export default {
  render,
  wants,
  later: LATER,
  brought,
  race,
  surface,
  hyper,
  bits,
  normal,
  rules: Object.keys(RULES),
  extras: Object.keys(EXTRAS),
  toAddress,
  fromAddress,
};
