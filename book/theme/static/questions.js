// The questions at the end of a lesson: what the reader answered stays in this browser, and the
// contents say how many of a lesson's were right. The page itself says which choice is right: its
// answer begins with that word. Without this script the choices open and close as they are.
"use strict";

(() => {
  const KEY = "descent-answers";
  const LAST = "descent-last"; // the lesson that was read last
  const base = new URL(document.documentElement.dataset.content_root, document.baseURI).href;
  const nameOf = (link) => link.href.split(/[?#]/)[0].slice(base.length);
  const chapters = [...document.querySelectorAll(".contents > ul > li > a")];
  const here = chapters.find((link) => link.getAttribute("aria-current") === "page");
  const add = (parent, tag, className, text = "") => {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return parent.appendChild(element);
  };

  // What is kept: by page how many questions it has, and by question the choice and whether it was
  // right. A browser that refuses to keep anything forgets at the end of the page.
  let refused = null;
  function kept() {
    try {
      return refused ?? { ...JSON.parse(localStorage.getItem(KEY)) };
    } catch {
      return {};
    }
  }
  function keep(page, answers) {
    const all = kept();
    if (Object.keys(answers).length) all[page] = { of: questions.length, answers };
    else delete all[page];
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
    } catch {
      refused = all;
    }
  }
  function lastRead() {
    try {
      return localStorage.getItem(LAST);
    } catch {
      return null;
    }
  }
  const answersOn = (page) => ({ ...kept()[page]?.answers });
  const rightOf = (answers) => Object.values(answers).filter((answer) => answer?.right).length;

  // The questions of this page: choices that follow one another, below the words of the question.
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const questions = [];
  for (const box of here ? document.querySelectorAll("details.sd-dropdown") : []) {
    const summary = box.querySelector("summary");
    if (!/^[A-Z]\. /.test(words(summary))) continue;
    const before = box.previousElementSibling;
    const right = /^Right\b/.test(words(box.querySelector(".sd-summary-content")));
    const choice = { box, summary, right, text: words(summary) };
    const last = questions.at(-1);
    if (last?.choices.at(-1).box === before) last.choices.push(choice);
    else questions.push({ text: before ? words(before) : "", choices: [choice] });
  }
  try {
    if (questions.length) localStorage.setItem(LAST, nameOf(here));
  } catch {
    // A browser that keeps nothing does not say where to go on.
  }

  // In the contents, beside each lesson that was begun; and below them the way to forget it all.
  const contents = document.querySelector(".contents");
  const memory = add(contents, "div", "memory");
  const forgetAll = add(memory, "button", "forget", "Forget my answers");
  const note = add(memory, "p", "");
  forgetAll.type = "button";
  note.tabIndex = -1;
  function showProgress() {
    const all = kept();
    for (const link of chapters) {
      link.querySelector(".score")?.remove();
      const page = all[nameOf(link)];
      if (!page?.answers) continue;
      link.append(" ");
      add(link, "span", "score", `${rightOf(page.answers)} of ${page.of} right`);
    }
    showStanding(Object.values(all));
    forgetAll.hidden = !Object.keys(all).length;
    if (!forgetAll.hidden) note.textContent = "They are kept in this browser and nowhere else.";
    memory.hidden = !note.textContent;
  }
  // On the front page: how the whole stands, and where to go on.
  function showStanding(pages) {
    const page = lastRead();
    const line = document.querySelector("p.progress");
    const last = chapters.find((link) => nameOf(link) === page);
    if (!line || !(pages.length || last)) return;
    const count = (number) => pages.reduce((sum, page) => sum + number(page), 0);
    const [right, of] = [count(({ answers }) => rightOf(answers)), count(({ of }) => of)];
    line.textContent = pages.length ? `So far: ${right} of ${of} questions right in ${pages.length === 1 ? "one lesson" : `${pages.length} lessons`}. ` : "";
    if (!last) return;
    const link = add(line, "a", "", `Go on with ${words(last.firstChild)}`);
    link.href = last.href;
  }
  forgetAll.addEventListener("click", () => {
    if (refused) refused = {};
    try {
      for (const name of [KEY, LAST]) localStorage.removeItem(name);
    } catch {
      refused = {};
    }
    note.textContent = "Your answers are forgotten.";
    show();
    note.focus();
  });

  // Below the questions: how it stands, in words that are also spoken, and a second try.
  let tally, again;
  const say = (text) => {
    if (tally.textContent !== text) tally.textContent = text;
  };
  function standing() {
    const answers = answersOn(nameOf(here));
    const given = Object.keys(answers).length;
    if (!given) return "The first choice you open counts as your answer.";
    const right = `${rightOf(answers)} of ${questions.length} right`;
    return given < questions.length ? `${right}, ${given} answered.` : `${right}.`;
  }
  function show() {
    showProgress();
    if (!questions.length) return;
    const answers = answersOn(nameOf(here));
    for (const { text, choices } of questions)
      for (const choice of choices) {
        choice.summary.querySelector(".verdict")?.remove();
        if (answers[text]?.choice !== choice.text) continue;
        const verdict = choice.right ? "right" : "wrong";
        add(choice.summary, "span", `verdict ${verdict}`, `Your answer: ${verdict}`);
      }
    again.hidden = !Object.keys(answers).length;
    say(standing());
  }
  function answer(question, choice) {
    const answers = answersOn(nameOf(here));
    if (answers[question.text]) return; // what is opened later is read, not answered
    answers[question.text] = { choice: choice.text, right: choice.right };
    keep(nameOf(here), answers);
    show();
    const number = questions.indexOf(question) + 1;
    say(`Question ${number}: ${choice.right ? "right" : "wrong"}. ${standing()}`);
  }

  if (questions.length) {
    const line = document.createElement("div");
    line.className = "tally";
    questions.at(-1).choices.at(-1).box.after(line);
    tally = add(line, "p", "");
    tally.setAttribute("role", "status");
    again = add(line, "button", "again", "Answer these again");
    again.type = "button";
    again.addEventListener("click", () => {
      keep(nameOf(here), {});
      for (const { choices } of questions) for (const { box } of choices) box.open = false;
      show();
      questions[0].choices[0].summary.focus();
    });
    // A click is also what a key makes; a search within the page that opens a choice makes none.
    for (const question of questions)
      for (const choice of question.choices)
        choice.summary.addEventListener("click", () => choice.box.open || answer(question, choice));
    // The lesson may have changed since: what it no longer asks is dropped, and it says what is right.
    const before = answersOn(nameOf(here));
    const still = {};
    for (const { text, choices } of questions) {
      const choice = choices.find((choice) => choice.text === before[text]?.choice);
      if (!choice) continue;
      still[text] = { choice: choice.text, right: choice.right };
      choice.box.open = true;
    }
    if (Object.keys(before).length) keep(nameOf(here), still);
  }
  show();
  addEventListener("storage", show); // answered in another window
})();
