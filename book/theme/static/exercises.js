// In the contents and in the table of the exercises: how many answers of each were right so far.
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
    for (const link of document.querySelectorAll(".contents > ul > li > a, article table a")) {
      const [, assignment] = /\/exercises\/([\w-]+)\.html$/.exec(link.pathname) ?? [];
      link.querySelector(".done")?.remove();
      const { marks = {}, of } = assignment ? stateOf(assignment) : {};
      // A prediction is only noted: nobody here knows whether it is right.
      const found = Object.values(marks).filter((mark) => mark !== "noted");
      if (!of || !found.length) continue;
      const noted = Object.keys(marks).length - found.length;
      const done = document.createElement("span");
      done.className = "done";
      done.textContent = ` ${found.filter((mark) => mark === "right").length} of ${of - noted} right`;
      link.append(done);
    }
  }
  show();
  addEventListener("storage", show);
  addEventListener("descent-marks", show);
})();
