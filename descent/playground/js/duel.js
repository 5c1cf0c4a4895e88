// Predict, then see: while a duel is on, what the optimizers do is hidden until the reader has said
// which of them ends lowest. Any state can be one; new ones are dealt.

import { button, make } from "./dom.js";
import { number } from "./format.js";
import { race } from "./race.js";
import { RULES } from "./rules.js";
import { SHARED } from "./shared.js";
import { SURFACES, surface } from "./surfaces.js";

const LEVEL = 0.01; // of the height at the start: who came there first is told
const STEPS = 120; // of a duel that is dealt
const RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3];
const score = { right: 0, of: 0 }; // of this visit, nowhere kept

export function duel({ set, shows, play }) {
  const words = make("p", { class: "dp-hint", role: "status" });
  const choices = make("div", { class: "dp-choices", role: "group" });
  const here = button("Predict these", () => set({ duel: true }), { class: "dp-plain" });
  const deal = button("Deal a duel", () => set(dealt()), { class: "dp-plain" });
  const el = make("div", { class: "dp-duel" }, words, choices, make("div", { class: "dp-keep" }, here, deal));
  let scene;
  let told = ""; // of which state the words tell

  function draw(next) {
    scene = next;
    const { racers, state, blind } = scene;
    el.hidden = !shows("duel");
    choices.hidden = !blind;
    here.hidden = blind || racers.filter(({ run }) => run).length < 2;
    if (!blind) {
      if (told !== key()) words.textContent = "";
      return;
    }
    const question = `Which of them is lowest after ${state.steps} steps?`;
    words.textContent = question;
    choices.setAttribute("aria-label", question);
    const labels = racers.map(({ label, run }) => (run ? label : ""));
    if (labels.join() === choices.dataset.labels) return;
    choices.dataset.labels = labels.join();
    choices.replaceChildren(...labels.flatMap((label, k) => (label ? [button(label, () => answer(k), { class: "dp-plain" })] : [])));
  }

  const key = () => JSON.stringify([...SHARED.moves.map((name) => scene.state[name]), scene.state.racers]);

  function answer(k) {
    const order = ranked(scene);
    const right = level(scene.racers[k], order[0], scene.surface);
    score.right += Number(right);
    score.of += 1;
    told = key();
    choices.hidden = true;
    words.textContent = `${right ? "Right" : "Not so"}: ${reasons(order, scene)} ${score.right} of ${score.of} right on this visit.`;
    deal.focus();
    set({ duel: false, at: -1 });
    play();
  }

  return { el, draw };
}

const heightOf = ({ run }, { lowest }) => (run.diverged ? Infinity : run.losses[run.last] - lowest);

// The lowest first.
function ranked({ racers, surface: ground }) {
  return racers.filter(({ run }) => run).sort((a, b) => heightOf(a, ground) - heightOf(b, ground) || 0);
}

// Two that end at the same height, to rounding, are both right.
function level(a, b, ground) {
  const [x, y] = [heightOf(a, ground), heightOf(b, ground)];
  return x === y || Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(ground.lowest));
}

function reasons(order, { surface: ground }) {
  return order.map((one, k) => {
    const { run, label } = one;
    if (run.diverged) return `${label} diverges.`;
    const begun = run.losses[0] - ground.lowest;
    const near = run.losses.slice(0, run.last + 1).findIndex((loss) => loss - ground.lowest <= LEVEL * begun);
    const way = near < 0 ? "never came" : `came after ${near} steps`;
    return `${k ? "" : "lowest is "}${label}, at ${number(run.losses[run.last])}; to a hundredth of the first height it ${way}.`;
  }).join(" ");
}

const any = (list) => list[Math.floor(Math.random() * list.length)];

// Two of the course's rules over one of its surfaces, of which one clearly ends lower.
function dealt() {
  const grounds = SURFACES.filter((name) => !("formula" in SHARED.surfaces[name].options));
  const methods = Object.keys(RULES).filter((method) => !RULES[method].blind);
  for (;;) {
    const name = any(grounds);
    const ground = surface(name);
    const racers = [0, 1].map(() => ({ method: any(methods), lr: any(RATES) }));
    const { start } = ground;
    const ends = racers.map((racer) => heightOf({ run: race(ground, racer, { start, steps: STEPS }) }, ground));
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    const begun = ground.value(start) - ground.lowest;
    if (racers[0].method === racers[1].method || !(low < 0.3 * begun) || !(high > 3 * low) || high < 1e-3 * begun) continue;
    const state = { surface: name, options: {}, start, window: [], steps: STEPS, noise: 0, at: -1, basins: -1 };
    return { ...state, racers, duel: true };
  }
}
