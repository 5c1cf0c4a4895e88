// What a cell shows, put below it. Never as HTML: a loaded notebook may be a stranger's.
"use strict";

// Make an element, with properties and children.
function make(tag, props = {}, ...children) {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
}

const makeButton = (textContent, onclick, className = "") =>
  make("button", { type: "button", textContent, onclick, className });

// A place for words that are also spoken when they change.
function makeStatus(tag, className) {
  const element = make(tag, { className });
  element.setAttribute("role", "status");
  return element;
}

// Add one output of a notebook to what is shown.
function showOutput(area, { output_type, text, traceback, data }) {
  if (output_type === "stream") area.append(text);
  else if (output_type === "error")
    area.append(make("span", { className: "error", textContent: traceback.join("\n") }));
  else if (data["image/png"])
    area.append(make("img", { src: `data:image/png;base64,${data["image/png"]}`, alt: data["text/plain"] }));
  else area.append(`${data["text/plain"]}\n`);
}
