// Handing the present state on: as an address, or as a line of Python.

import { toAddress, toPython } from "./address.js";
import { button, make } from "./dom.js";

export function share({ page, here }) {
  const link = make("a", { class: "dp-plain", text: "Open in the playground" });
  const address = line("Link to this state");
  const python = line("The same in Python");
  const lines = make("details", { class: "dp-table" }, make("summary", { text: "Share this state" }));
  if (page) lines.append(address.el);
  lines.append(python.el);
  const el = make("div", { class: "dp-share" });
  if (page && !here) el.append(link);
  el.append(lines);

  return {
    el,
    // Once things have come to rest: an address a frame would be too many.
    draw() {},
    rest({ state }) {
      const full = page ? new URL(`${page}#${toAddress(state)}`, location.href).href : "";
      link.href = full;
      address.show(full);
      python.show(toPython(state));
    },
  };
}

function line(label) {
  const input = make("input", { type: "text", readonly: true, on: { focus: () => input.select() } });
  const copied = make("span", { class: "dp-copied", role: "status" });
  const copy = button("Copy", async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
      copied.textContent = "Copied.";
    } catch {
      copied.textContent = "Selected: press Ctrl+C."; // where a page may not write to the clipboard
    }
  }, { class: "dp-plain", "aria-label": `Copy: ${label}` });
  const el = make("div", { class: "dp-line" }, make("label", {}, label, input), copy, copied);
  return {
    el,
    show(text) {
      if (input.value !== text) copied.textContent = "";
      input.value = text;
    },
  };
}
