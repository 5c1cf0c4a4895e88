// A page of questions: a filter by words, and all answers at once. Without this script they stand
// one below the other, and open one by one.
"use strict";

(() => {
  const bar = document.querySelector(".filter");
  if (!bar) return;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const questions = [...document.querySelectorAll("article section > p")]
    .filter((line) => /^\d+\. /.test(line.textContent) && line.nextElementSibling?.matches("details"))
    .map((line) => {
      const parts = [line];
      while (parts.at(-1).nextElementSibling?.matches("details")) parts.push(parts.at(-1).nextElementSibling);
      return { parts, section: line.closest("section"), text: plain(parts.map((part) => part.textContent).join(" ")) };
    });
  const sections = new Set(questions.map(({ section }) => section));

  const label = document.createElement("label");
  const field = document.createElement("input");
  const status = document.createElement("span");
  const button = document.createElement("button");
  label.append("Questions about ", field);
  field.type = "search";
  status.setAttribute("role", "status");
  button.type = "button";
  bar.replaceChildren(label, button, status);

  const shown = () => questions.filter(({ parts }) => !parts[0].hidden);
  const answers = () => shown().flatMap(({ parts }) => parts.slice(1));
  const allOpen = () => answers().length > 0 && answers().every((answer) => answer.open);
  const name = () => {
    button.textContent = allOpen() ? "Close all" : "Open all";
    button.disabled = !answers().length;
  };
  function show() {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    for (const { parts, text } of questions) {
      const hidden = !wanted.every((word) => text.includes(word));
      for (const part of parts) part.hidden = hidden;
    }
    for (const section of sections) section.hidden = !shown().some((question) => question.section === section);
    status.textContent = `${shown().length} of ${questions.length}`;
    name();
  }
  field.addEventListener("input", show);
  button.addEventListener("click", () => {
    const open = !allOpen();
    for (const answer of answers()) answer.open = open;
    name();
  });
  document.addEventListener("toggle", name, true);
  // A link to a section that the filter hides shows all again.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest("section[hidden]")) return;
    field.value = "";
    show();
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  show();
})();
