// Where the reader types a function. It is followed letter by letter; what is wrong is said once the
// hand rests, and what was there last stays.

import { make } from "./dom.js";
import { trouble } from "./surfaces.js";

const REST = 700; // milliseconds

let made = 0;

export function formulaField(onchange) {
  const id = `dp-wrong-${++made}`;
  let reach;
  let timer = 0;
  const wrong = make("span", { class: "dp-wrong", id, role: "status" });
  const input = make("input", {
    type: "text",
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    "aria-describedby": id,
    data: { focus: "formula" },
    on: { input: read, change: say },
  });
  const el = make("div", { class: "dp-formula" }, make("label", {}, "L(x, y) = ", input), wrong);

  function read() {
    clearTimeout(timer);
    timer = setTimeout(say, REST);
    if (trouble(input.value, reach)) return;
    say();
    onchange(input.value);
  }

  function say() {
    const why = trouble(input.value, reach);
    input.setAttribute("aria-invalid", String(Boolean(why)));
    wrong.textContent = why && `This cannot be drawn: ${why}.`;
  }

  return {
    el,
    update(options) {
      reach = options.reach;
      if (document.activeElement === input || input.value === options.formula) return;
      input.value = options.formula;
      say();
    },
  };
}
