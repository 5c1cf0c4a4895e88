// In the contents and in the table of the exercises: how many answers of each were right so far; on
// the front page, of all.
// What they were is kept by the page of the exercise (live/store.js), in this browser.
"use strict";

(() => {
  const root = new URL(document.documentElement.dataset.content_root, document.baseURI);
  function stateOf(assignment) {
    try {
      return JSON.parse(localStorage.getItem(`${root.pathname}descent-work-${assignment}`)) ?? {};
    } catch {
      return {}; // nothing is kept here
    }
  }
  function show() {
    const begun = new Map(); // of each exercise: how many were right, of how many
    for (const link of document.querySelectorAll(".contents > ul > li > a, article table a")) {
      const [, assignment] = /\/exercises\/([\w-]+)\.html$/.exec(link.pathname) ?? [];
      link.querySelector(".done")?.remove();
      const { marks = {}, of } = assignment ? stateOf(assignment) : {};
      // A prediction is only noted: nobody here knows whether it is right.
      const found = Object.values(marks).filter((mark) => mark !== "noted");
      if (!of || !found.length) continue;
      const noted = Object.keys(marks).length - found.length;
      const right = found.filter((mark) => mark === "right").length;
      begun.set(assignment, [right, of - noted]);
      const done = document.createElement("span");
      done.className = "done";
      done.textContent = ` ${right} of ${of - noted} right`;
      link.append(done);
    }
    const line = document.querySelector("p.progress");
    line?.querySelector(".exercises")?.remove();
    if (!line || !begun.size) return;
    const sum = (k) => [...begun.values()].reduce((total, pair) => total + pair[k], 0);
    const all = document.createElement("span");
    all.className = "exercises";
    const where = begun.size === 1 ? "one exercise" : `${begun.size} exercises`;
    all.textContent = `${sum(0)} of ${sum(1)} answers right in ${where}. `;
    line.insertBefore(all, line.querySelector("a")); // which says where to go on
  }
  show();
  addEventListener("storage", show);
  addEventListener("descent-marks", show);
})();
