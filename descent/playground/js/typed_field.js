// Where the reader types a function or a rule. It is followed letter by letter; what is wrong is said
// once the hand rests, and what was there last stays.

import { make } from "./dom.js";

const REST = 700; // milliseconds

let made = 0;

// `trouble` says why a text cannot be used, or nothing; `cannot` begins that sentence.
export function typedField({ label, focus, trouble, cannot, onchange }) {
  const id = `dp-wrong-${++made}`;
  let timer = 0;
  const wrong = make("span", { class: "dp-wrong", id, role: "status" });
  const input = make("input", {
    type: "text",
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    "aria-describedby": id,
    data: { focus },
    on: { input: read, change: say },
  });
  const el = make("div", { class: "dp-formula" }, make("label", {}, label, input), wrong);

  function read() {
    clearTimeout(timer);
    timer = setTimeout(say, REST);
    if (trouble(input.value)) return;
    say();
    onchange(input.value);
  }

  function say() {
    const why = trouble(input.value);
    input.setAttribute("aria-invalid", String(Boolean(why)));
    wrong.textContent = why && `${cannot}: ${why}.`;
  }

  return {
    el,
    update(text) {
      if (document.activeElement === input || input.value === text) return;
      input.value = text;
      say();
    },
  };
}
