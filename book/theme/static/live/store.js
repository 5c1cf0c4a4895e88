// What a student wrote stays in this browser, by the address of the site, and nowhere else.
"use strict";

// Where the work on an exercise is kept: github.io is one origin for all of somebody's sites.
function workKey(assignment) {
  const root = new URL(document.documentElement.dataset.content_root, document.baseURI).pathname;
  return `${root}descent-work-${assignment}`;
}

// What is kept there: by cell its text, the marks of the questions; of a loaded notebook the cells of
// the student's own, and the pictures that hang on texts.
const NOTHING = () => ({ answers: {}, marks: {}, added: [], attached: {}, classes: [], program: [] });

function readWork(key) {
  let found = {};
  try {
    found = JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    // Refused, or not ours: an empty page is better than none.
  }
  return { ...NOTHING(), ...found };
}

// The exercises that there is work on.
function keptWork() {
  const prefix = workKey("");
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.map((key) => key.slice(prefix.length)).sort();
  } catch {
    return [];
  }
}

class Store {
  // `refused` is called when this browser keeps nothing; `changed` when another window wrote.
  constructor(assignment, { refused, changed }) {
    this.key = workKey(assignment);
    this.refused = refused;
    this.lost = false;
    this.state = readWork(this.key);
    const takeOver = () => {
      this.state = readWork(this.key);
      changed();
    };
    addEventListener("storage", ({ key }) => (key === this.key || key === null) && takeOver());
    // A page that comes back from the browser's memory has slept through what others wrote.
    addEventListener("pageshow", ({ persisted }) => persisted && takeOver());
  }

  // Keep the text of a cell, with the stub it was begun from, as far as that is known, and its
  // checksum; without a text there is none.
  put(name, kept) {
    if (kept) this.state.answers[name] = kept;
    else delete this.state.answers[name];
    this.keep();
  }

  // Note what the checks of this notebook said, and what was run for it: the lessons run it too.
  // `verdicts` holds by question its kind and its mark.
  mark(verdicts, questions, program) {
    for (const name of questions) {
      if (!(name in verdicts)) continue;
      const { kind, mark } = verdicts[name];
      this.state.marks[name] = mark;
      if (kind === "optimizer" && mark !== "open") this.state.classes = [...new Set([...this.state.classes, name])];
    }
    Object.assign(this.state, { of: questions.length, program });
    this.keep();
    dispatchEvent(new Event("descent-marks"));
  }

  // Begin as somebody who was never here.
  clear() {
    this.state = NOTHING();
    this.keep();
    dispatchEvent(new Event("descent-marks"));
  }

  keep() {
    try {
      localStorage.setItem(this.key, JSON.stringify(this.state));
      this.lost = false;
    } catch {
      this.lost = true;
      this.refused();
    }
  }
}
