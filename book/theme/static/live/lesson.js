// The page of a lesson: its box runs with the student's own class, which also joins its playgrounds.
"use strict";

(() => {
  const { base, lesson } = document.currentScript.dataset; // no lesson: the page of all playgrounds
  const news = makeStatus("p", "news");
  const say = (words) => (news.textContent = words);
  const work = new Work(new PagePython(new URL(base, document.baseURI).href, say));

  // A place to run a few lines with a class of an exercise.
  function makeBox(box) {
    const { assignment, name } = box.dataset;
    const listing = box.querySelector(".highlight");
    const where = make("div");
    const said = makeStatus("pre", "said");
    const text = listing.querySelector("pre").textContent.trimEnd();
    const editor = makeEditor(where, { text, label: `Run with your ${name}`, code: true, changed: () => {}, go: run });
    listing.replaceWith(where);
    box.append(make("div", { className: "actions" }, makeButton(`Run with your ${name}`, run)), news, said);

    async function run() {
      said.textContent = "";
      if (!work.of(assignment).classes?.includes(name))
        return (said.textContent = `You have not checked a ${name} of your own yet: write it in the exercise.`);
      try {
        const show = (output) => showOutput(said, output);
        const cell = { name: "the box", source: editor.get(), index: Infinity };
        return await work.with(assignment, () => work.python.run(assignment, cell, show));
      } catch (error) {
        return (said.textContent = error.message);
      }
    }
  }

  document.querySelectorAll(".yours").forEach(makeBox);
  const races = [...document.querySelectorAll(".descent-playground")].map(
    (el) => new Race(el, { work, only: lesson, say }),
  );
  if (!news.isConnected) races[0]?.offers.after(news);
  addEventListener("storage", () => races.forEach((race) => race.offer()));

  // The exercise leads here, with the class that shall race.
  const [, wanted] = /^#race-(\w+)$/.exec(location.hash) ?? [];
  const one = work.classes().find(({ name }) => name === wanted);
  if (one && races.length) {
    races[0].el.scrollIntoView({ block: "start" });
    races[0].join(one);
  }
  document.addEventListener("focusin", ({ target }) => target.closest(".editor.highlight") && work.python.start());
})();
