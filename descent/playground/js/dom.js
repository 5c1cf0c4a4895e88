// Small helpers to make elements; every control is the browser's own.

import { allowed } from "./ranges.js";

// JupyterLab and Notebook 7 would take the keys of what has the focus, arrows and Enter too: whether
// they may is asked of that element first, and of those around it only if no shortcut fits.
const TAKES_KEYS = ["input", "select", "button", "summary", "a"];

let made = 0;

export function make(tag, { text, on = {}, data = {}, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  if (TAKES_KEYS.includes(tag)) node.dataset.lmSuppressShortcuts = "true";
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  Object.assign(node.dataset, data);
  for (const [type, listener] of Object.entries(on)) node.addEventListener(type, listener);
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}

export const hidden = (text) => make("span", { class: "dp-hidden", text });

export function button(text, onclick, attributes = {}) {
  return make("button", { type: "button", text, on: { click: onclick }, ...attributes });
}

// Icons are drawn here: a font of icons weighs more than the whole playground.
const SHAPES = {
  first: "M5 4v12M16 4 8 10l8 6z",
  back: "M14 4 6 10l8 6z",
  play: "M6 3.5 16.5 10 6 16.5z",
  pause: "M6 4h3v12H6zM11.5 4h3v12h-3z",
  forward: "M6 4l8 6-8 6z",
  remove: "M5 5l10 10M15 5 5 15",
};

export function icon(name) {
  const holder = make("span", { class: "dp-icon", "aria-hidden": "true" });
  holder.innerHTML = `<svg viewBox="0 0 20 20" width="20" height="20"><path d="${SHAPES[name]}"/></svg>`;
  return holder;
}

export function choice(label, options, value, onchange, attributes = {}) {
  const select = make("select", { on: { change: () => onchange(select.value) }, ...attributes });
  for (const [name, text] of options) select.append(make("option", { value: name, text }));
  select.value = value;
  return { el: make("label", { class: "dp-choice" }, label, select), select };
}

// A slider, and its value beside it, which can be typed too. `owner` tells alike sliders apart.
export function slider(name, owner, scale, value, onmove, written) {
  const input = make("input", {
    type: "range",
    min: scale.min,
    max: scale.max,
    step: scale.step,
    id: `dp-${++made}`,
    data: { focus: name },
    on: { input: () => onmove(scale.from(Number(input.value))) },
  });
  const shown = make("input", {
    type: "text",
    inputmode: "decimal",
    class: "dp-value",
    "aria-label": `${name}${owner ? ` of ${owner}` : ""} as a number`,
    data: { focus: `${name} typed` },
    on: {
      change() {
        const x = Number(shown.value.replace("\u2212", "-").replace(",", "."));
        if (shown.value.trim() && allowed(name.replace("around ", ""), x)) onmove(x);
        else shown.value = written(now);
      },
    },
  });
  const label = make("label", { for: input.id }, name, hidden(owner ? ` of ${owner}` : ""));
  const el = make("div", { class: "dp-slider" }, label, input, shown);
  let now;
  function update(x) {
    if (x === now) return;
    now = x;
    input.value = scale.to(x);
    shown.value = written(x);
    input.setAttribute("aria-valuetext", written(x));
  }
  update(value);
  return { el, update };
}

export function field(label, value, onchange, attributes = {}) {
  const input = make("input", {
    type: "number",
    ...attributes,
    on: {
      change() {
        if (input.value !== "" && input.checkValidity()) onchange(Number(input.value));
        else input.reportValidity();
      },
    },
  });
  const el = make("label", { class: "dp-field" }, label, input);
  return {
    el,
    update(x) {
      if (document.activeElement !== input && input.value !== String(x)) input.value = x;
    },
  };
}
