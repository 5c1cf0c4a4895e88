// The racers: one card each, with its look, its fate and its sliders.

import { button, choice, hidden, icon, make, slider } from "./dom.js";
import { EXTRAS } from "./extras.js";
import { mark, stroke } from "./styles.js";
import { hyper } from "./race.js";
import { RULES, ruleOf, usualOf } from "./rules.js";
import { SCALES } from "./scales.js";
import { SHARED } from "./shared.js";
import { typedField } from "./typed_field.js";
import { wrongWith } from "./typed_rule.js";
import { left, number, verdict } from "./format.js";

export const titleOf = (method) => ruleOf({ method }).title ?? method;
const TYPED = SHARED.typed.method;
const METHODS = [...Object.keys(RULES), TYPED].map((method) => [method, titleOf(method)]);
const AROUND = [["", "nothing else"], ...Object.entries(EXTRAS).map(([kind, { title }]) => [kind, title])];

export function cards({ set, shows }) {
  const list = make("ul", { class: "dp-cards" });
  const add = choice("Add an optimizer", [["", "choose\u2026"], ...METHODS], "", (method) => {
    add.select.value = "";
    if (method) change((racers) => [...racers, begun(method)]);
  }, { data: { focus: "add" } });
  const el = make("div", { role: "group", "aria-label": "Optimizers" }, list, add.el);
  let scene;
  let kept = []; // { key, update } for each card

  const change = (edit) => set(({ racers }) => ({ racers: edit([...racers]).slice(0, SHARED.most.racers) }));

  function edit(i, values) {
    change((racers) => {
      // A name that was given says what it said of other numbers: drop it.
      const { name, ...rest } = racers[i];
      racers[i] = { ...rest, ...(typeof values === "function" ? values(rest) : values) };
      return racers;
    });
  }

  function draw(next) {
    scene = next;
    const { racers } = scene;
    add.el.hidden = !shows("racers") || racers.length >= SHARED.most.racers;
    const held = document.activeElement;
    const focus = list.contains(held) ? [held.closest("li"), held.dataset.focus] : null;
    const place = focus ? [...list.children].indexOf(focus[0]) : -1;
    kept = racers.map(({ racer }, i) => {
      const key = JSON.stringify([i, racer.method, racer.own, racer.around?.kind, racers.length > 1]);
      if (kept[i]?.key === key) return kept[i];
      const made = card(i, racer, racer.method === TYPED ? kept[i]?.line : null);
      if (list.children[i]) list.children[i].replaceWith(made.el);
      else list.append(made.el);
      return { key, ...made };
    });
    while (list.children.length > racers.length) list.lastChild.remove();
    racers.forEach((one, i) => kept[i].update(one));
    if (focus && document.activeElement !== held) { // it went, or moved with the card
      const next = list.children[place]?.querySelector(`[data-focus="${focus[1]}"]`) ?? add.select;
      next.focus();
    }
    fates(scene.at);
  }

  function fates(at) {
    scene.racers.forEach((one, i) => kept[i].fate(one, Math.floor(at)));
  }

  // `line`, where a rule is typed, is kept: a hand may be at it while the numbers it names change.
  function card(i, racer, line) {
    const swatch = make("canvas", { class: "dp-swatch", width: 72, height: 28, "aria-hidden": "true" });
    const name = make("strong", { class: "dp-name" });
    const fate = make("span", { class: "dp-fate" });
    const head = make("div", { class: "dp-head" }, swatch, name, fate);
    const body = make("div", { class: "dp-sliders" });
    const el = make("li", { class: "dp-card" }, head, body);
    const sliders = {};
    const whole = shows("racers");

    if (racer.method && whole) {
      const pick = choice(hidden("Optimizer"), METHODS, racer.method, (method) => {
        edit(i, (now) => replaced(now, method));
      }, { data: { focus: "method" } });
      name.replaceWith(pick.el);
    }
    if (whole && scene.racers.length > 1) {
      const leave = ({ racers, basins }) => ({
        racers: racers.filter((_, k) => k !== i),
        basins: basins === i ? -1 : basins - Number(basins > i), // the map stays that of its racer
      });
      const remove = button("", () => set(leave), {
        class: "dp-remove",
        data: { focus: "remove" },
      });
      remove.append(icon("remove"), hidden(`Remove ${racer.method ? titleOf(racer.method) : racer.name}`));
      head.append(remove);
    }
    if (racer.method === TYPED && shows("rule")) {
      line ||= typedField({
        label: "next w = ",
        focus: "rule",
        trouble: wrongWith,
        cannot: "This is no rule",
        onchange: (rule) => edit(i, (now) => retyped(now, rule)),
      });
      body.append(line.el);
    }
    const controls = make("div", { class: "dp-controls" });
    body.append(controls);
    let named = "";
    if (racer.method) fill(racer);

    // Of a rule that is typed the numbers change with its line, which stays where it is.
    function fill(racer) {
      named = Object.keys(usualOf(racer)).join();
      for (const field of Object.keys(sliders)) delete sliders[field];
      controls.replaceChildren();
      const owner = titleOf(racer.method);
      for (const [field, usual] of Object.entries(usualOf(racer))) {
        if (!shows(field)) continue;
        if (typeof usual === "boolean") controls.append(toggle(field, owner));
        else knob(field, owner, (x) => edit(i, { [field]: x }));
      }
      if (shows("around") && "lr" in usualOf(racer)) surround(racer, owner);
    }

    function knob(field, owner, onmove, label = field) {
      sliders[label] = slider(field, owner, SCALES[field], SCALES[field].from(SCALES[field].min), onmove, number);
      controls.append(sliders[label].el);
    }

    function toggle(field, owner) {
      const box = make("input", { type: "checkbox", data: { focus: field } });
      box.addEventListener("change", () => edit(i, { [field]: box.checked }));
      sliders[field] = { update: (x) => (box.checked = x) };
      return make("label", { class: "dp-check" }, box, ` ${field}`, hidden(` of ${owner}`));
    }

    function surround({ around }, owner) {
      const pick = choice("with", AROUND, around?.kind ?? "", (kind) => {
        edit(i, { around: kind ? { kind, ...SHARED.extras[kind] } : undefined });
      }, { data: { focus: "around" } });
      pick.el.classList.add("dp-wide");
      pick.el.prepend(hidden(`${owner}, `));
      controls.append(pick.el);
      for (const field of around ? Object.keys(SHARED.extras[around.kind]) : []) {
        const move = (x) => edit(i, (now) => ({ around: { ...now.around, [field]: x } }));
        knob(field, `${owner}, around it`, move, `around ${field}`);
      }
    }

    return {
      el,
      line,
      update({ racer: now, label, look }) {
        line?.update(now.rule);
        if (racer.method === TYPED && named !== Object.keys(usualOf(now)).join()) fill(now);
        name.textContent = label;
        const dressed = JSON.stringify([look, scene.colours.paper]);
        if (el.dataset.dressed !== dressed) draughtSwatch(swatch, look, scene.colours);
        el.dataset.dressed = dressed;
        el.style.setProperty("--dp-colour", look.colour);
        const values = now.method ? hyper(now) : {};
        for (const [field, control] of Object.entries(sliders)) {
          control.update(field.startsWith("around ") ? now.around[field.slice(7)] : values[field]);
        }
      },
      fate({ run, trouble }, at) {
        const text = scene.blind
          ? "hidden"
          : run
          ? `${verdict(run, at, scene.surface)} \u00b7 loss ${number(run.losses[Math.min(at, run.last)])}`
          : trouble;
        if (fate.textContent !== text) fate.textContent = text;
        el.classList.toggle("dp-lost", Boolean(!run || (!scene.blind && run.diverged && at >= left(run, scene.surface))));
      },
    };
  }

  return { el, draw, fates };
}

const begun = (method) => (method === TYPED ? { method, rule: SHARED.typed.usual } : { method });

// Another method for the same racer: a rate stays as it was set.
function replaced(racer, method) {
  const clean = Object.fromEntries(["rule", ...Object.keys(usualOf(racer) ?? {})].map((k) => [k, undefined]));
  const next = { ...clean, ...begun(method) };
  return { ...next, ...("lr" in usualOf(next) && "lr" in racer ? { lr: racer.lr } : {}) };
}

// Another line for the same racer: it leaves behind the numbers that it does not name.
function retyped(racer, rule) {
  const named = usualOf({ ...racer, rule });
  const gone = Object.keys(usualOf(racer)).filter((k) => !(k in named));
  if (!("lr" in named)) gone.push("around");
  return { ...Object.fromEntries(gone.map((k) => [k, undefined])), rule };
}

function draughtSwatch(canvas, look, colours) {
  const pen = canvas.getContext("2d");
  pen.setTransform(2, 0, 0, 2, 0, 0);
  pen.clearRect(0, 0, 36, 14);
  pen.beginPath();
  pen.moveTo(0, 7);
  pen.lineTo(36, 7);
  stroke(pen, { ...look, width: Math.min(look.width, 2.4) });
  pen.stroke();
  mark(pen, look, 18, 7, colours.paper, 4.5);
}
