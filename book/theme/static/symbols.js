// A symbol under the pointer is lit wherever it stands: in formulas and tables, in code, and at the
// controls of a playground. Which is which in code, the book's notation says.
"use strict";

(() => {
  const article = document.querySelector("article");
  const kinds = "mi, msub, msup, mover, msubsup";
  let names = null; // MathML without attributes -> its names in code: a letter may have two
  let lit = [];
  let asked = null;

  function read(pairs) {
    const all = new Map();
    for (const [symbol, code] of pairs) all.set(symbol, (all.get(symbol) ?? new Set()).add(code));
    return all;
  }
  const signature = (element) => element.outerHTML.replace(/(<\w+)[^>]*>/g, "$1>");
  const byName = (name) => [...names].filter(([, codes]) => codes.has(name)).map(([symbol]) => symbol);

  // The widest part of a formula that is a symbol: beta_1, and not the beta in it.
  function symbolAt(element) {
    let found = null;
    for (let one = element; one && one.localName !== "math"; one = one.parentElement) {
      if (one.matches(kinds) && names.has(signature(one))) found = one;
    }
    return found;
  }
  // What is asked for: the symbols, and their names.
  function meantBy(target) {
    if (target.closest("math")) {
      const symbol = symbolAt(target);
      return symbol && [[signature(symbol)], names.get(signature(symbol))];
    }
    const code = target.firstChild?.textContent.trim();
    const symbols = target.matches(".highlight .n, code .pre, .dp-slider label") ? byName(code) : [];
    return symbols.length ? [symbols, new Set([code])] : null;
  }

  function light([symbols, codes]) {
    const formulas = [...article.querySelectorAll(`math :is(${kinds})`)];
    const code = [...article.querySelectorAll(".highlight .n, code .pre")];
    const knobs = [...article.querySelectorAll(".dp-slider label")];
    lit = [
      ...formulas.filter((one) => symbols.includes(signature(one)) && symbolAt(one) === one),
      ...code.filter((one) => codes.has(one.textContent.trim())),
      ...knobs.filter((one) => codes.has(one.firstChild?.textContent)),
    ];
    for (const one of lit) one.classList.add("lit");
  }
  function dim() {
    for (const one of lit) one.classList.remove("lit");
    lit = [];
  }

  article.addEventListener("pointerover", async ({ target }) => {
    asked = target;
    if (!target.closest("math, .highlight .n, code, .dp-slider label")) return dim();
    await descentLoad("notation.js");
    names ??= read(globalThis.descentNotation ?? []);
    if (asked !== target) return; // the pointer is elsewhere by now
    dim();
    const found = meantBy(target);
    if (found) light(found);
  });
  article.addEventListener("pointerleave", dim);
})();
