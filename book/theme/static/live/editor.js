// An editor that is a textarea, above a copy of its text in colours. Tab indents; Escape, then Tab
// leaves. Undo, input methods, screen readers and telephones are the browser's own.
"use strict";

const INDENT = 4;
const TOKENS =
  /(?<c1>#.*)|(?<s>[rbfRBF]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))|(?<nd>@\w+)|(?<k>\b(?:and|as|assert|break|class|continue|def|del|elif|else|except|finally|for|from|if|import|in|is|lambda|not|or|pass|raise|return|try|while|with|yield)\b)|(?<kc>\b(?:True|False|None)\b)|(?<mi>\b\d[\w.]*)/g;

// Put a text into an element, in the colours of the book's listings.
function paint(element, text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(TOKENS)) {
    parts.push(text.slice(end, found.index));
    const span = document.createElement("span");
    span.className = Object.entries(found.groups).find(([, what]) => what !== undefined)[0];
    span.textContent = found[0];
    parts.push(span);
    end = found.index + found[0].length;
  }
  element.replaceChildren(...parts, text.slice(end), "\n");
}

// Make an editor in `place`. `changed` takes every new text; `go` is what Ctrl-Enter does.
function makeEditor(place, { text, label, code, changed, go }) {
  const box = document.createElement("div");
  box.className = code ? "editor highlight" : "editor words";
  const area = document.createElement("textarea");
  const copy = document.createElement("pre");
  Object.assign(area, { value: text, wrap: code ? "off" : "soft", spellcheck: !code });
  area.setAttribute("aria-label", label);
  if (code) for (const name of ["autocapitalize", "autocorrect", "autocomplete"]) area.setAttribute(name, "off");
  copy.setAttribute("aria-hidden", "true");
  box.append(...(code ? [copy] : []), area);
  place.replaceChildren(box);

  const show = () => {
    area.rows = area.value.split("\n").length + !code;
    if (code) paint(copy, area.value);
  };
  const scroll = () => (copy.scrollLeft = area.scrollLeft);
  // By this command, old as it is, what is put in can be undone.
  const put = (words) =>
    document.execCommand("insertText", false, words) ||
    (area.setRangeText(words, area.selectionStart, area.selectionEnd, "end"), area.dispatchEvent(new Event("input")));
  let leaving = false;
  const keys = {
    Enter(before) {
      put("\n" + /^ */.exec(before)[0] + (/:\s*$/.test(before) ? " ".repeat(INDENT) : ""));
    },
    Tab(before, from, back) {
      const end = area.selectionEnd;
      if (!back && area.selectionStart === end) return put(" ".repeat(INDENT - (before.length % INDENT)));
      const lines = area.value.slice(from, end);
      area.setSelectionRange(from, end);
      put(lines.replace(back ? /^ {1,4}/gm : /^/gm, back ? "" : " ".repeat(INDENT)));
      return area.setSelectionRange(from, area.selectionEnd);
    },
    Backspace() {
      area.setSelectionRange(area.selectionStart - INDENT, area.selectionStart);
      document.execCommand("delete") || put("");
    },
  };
  area.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
    const leave = leaving;
    if (key !== "Shift") leaving = key === "Escape" || (leaving && key === "Tab");
    if (key === "Enter" && (ctrlKey || metaKey)) return event.preventDefault(), go();
    if (!code || ctrlKey || metaKey || altKey || isComposing || !(key in keys)) return;
    const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const before = area.value.slice(from, area.selectionStart);
    if (key === "Tab" && leave) return;
    if (key === "Backspace" && !(area.selectionStart === area.selectionEnd && /^( {4})+$/.test(before))) return;
    event.preventDefault();
    keys[key](before, from, shiftKey);
  });
  area.addEventListener("blur", () => (leaving = false));
  area.addEventListener("scroll", scroll);
  area.addEventListener("input", () => (show(), scroll(), changed(area.value)));
  show();
  return {
    area,
    get: () => area.value,
    set(words) {
      area.value = words;
      show();
      changed(words);
    },
  };
}
