// What a student wrote stays in this browser, by the address of the site, and nowhere else.
"use strict";

class Store {
  // `refused` is called when this browser keeps nothing; `changed` when another window wrote.
  constructor(assignment, { refused, changed }) {
    this.key = `${new URL(document.documentElement.dataset.content_root, document.baseURI).pathname}descent-work-${assignment}`;
    this.refused = refused;
    this.state = this.read();
    addEventListener("storage", ({ key }) => {
      if (key !== this.key && key !== null) return;
      this.state = this.read();
      changed();
    });
  }

  read() {
    let found = {};
    try {
      found = JSON.parse(localStorage.getItem(this.key)) ?? {};
    } catch {
      // Refused, or not ours: an empty page is better than none.
    }
    return { answers: {}, marks: {}, added: [], ...found };
  }

  // Keep the text of a cell, with the checksum of the stub it was begun from; the stub's own is none.
  put(name, text, stub, checksum) {
    if (text === stub) delete this.state.answers[name];
    else this.state.answers[name] = { text, checksum };
    this.keep();
  }

  // Note what the checks of this notebook said: the mark of each question by its name.
  mark(marks, questions) {
    for (const name of questions) if (name in marks) this.state.marks[name] = marks[name];
    this.state.of = questions.length;
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
