// What is found for some words: sections of the book, best first. Nothing here touches a page.
"use strict";

globalThis.descentSearch = (() => {
  // One spelling of what is spelt in two ways, and one form of a word and its plural.
  const ENDINGS = [
    [/(?<=\w{3})is(e|ed|er|es|ing|ation)$/, "iz$1"],
    [/(?<=\w{3})our$/, "or"],
    [/(?<=\w{2}[^s])s$/, ""],
  ];
  const form = (word) => ENDINGS.reduce((word, [old, now]) => word.replace(old, now), word);

  // Letters of formulas count as letters; what a hyphen joins is found as two words and as one.
  function words(text) {
    const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const joined = plain.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu) ?? [];
    const single = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
    return [...single, ...joined.map((word) => word.replaceAll("-", ""))].map(form);
  }

  const fuzzy = (word) => (word.length > 3 ? 0.2 : false);
  const options = {
    fields: ["heading", "title", "text"],
    tokenize: words,
    processTerm: (word) => word,
    searchOptions: {
      boost: { heading: 6, title: 2 },
      fuzzy,
      weights: { fuzzy: 0.2, prefix: 0.5 },
      boostDocument: (_, __, stored) => stored.weight,
    },
    storeFields: ["weight"],
  };

  // Make it out of the sections of the book, and what readers call things that it calls otherwise.
  function make({ sections, synonyms }) {
    const index = new MiniSearch(options);
    index.addAll(sections.map((section, id) => ({ id, ...section })));
    const others = new Map(synonyms.map(([word, meant]) => [words(word).join(" "), meant]));
    return { index, sections, others };
  }

  // A word of the query, or what it stands for.
  function asked(engine, word, last) {
    const meant = engine.others.get(word) ?? [];
    const phrases = meant.map((phrase) => ({ combineWith: "AND", queries: words(phrase) }));
    return { combineWith: "OR", queries: [{ queries: [word], prefix: last && word.length > 1 }, ...phrases] };
  }

  // The sections that fit, best first: those with every word; if there are none, with any.
  function find(engine, query) {
    const typed = (query.match(/[^\s,;]+/gu) ?? []).flatMap((piece) =>
      engine.others.has(words(piece).join(" ")) ? [words(piece).join(" ")] : words(piece).slice(0, piece.split("-").length),
    );
    const whole = words(query).join(" ");
    if (!typed.length) return [];
    const queries = engine.others.has(whole)
      ? [asked(engine, whole, false)]
      : typed.map((word, i) => asked(engine, word, i === typed.length - 1));
    // Two words may be one that the book does not part, as in "rms prop".
    const joined = typed.length > 1 ? [{ queries: [typed.join("")], fuzzy: false, boostTerm: () => 3 }] : [];
    const hits = ["AND", "OR"]
      .map((combineWith) =>
        engine.index.search({ combineWith: "OR", queries: [{ combineWith, queries }, ...joined] }),
      )
      .find((found) => found.length);
    // A section named by these very words comes first: "LAMB: equal shares for all layers" by "lamb".
    const named = (heading) => words(heading.split(/[:(]/)[0]).join("") === words(query).join("");
    return (hits ?? [])
      .map(({ id, score, terms }) => ({ ...engine.sections[id], score, terms }))
      .map((hit) => (named(hit.heading) ? { ...hit, score: 2 * hit.score } : hit))
      .sort((a, b) => b.score - a.score);
  }

  // A piece of a text around the first of some words: from where its sentence begins, if it is near.
  function extract(text, terms, length = 150) {
    const pieces = text.split(" ");
    const hit = (piece) => words(piece).some((word) => terms.includes(word));
    const first = Math.max(0, pieces.findIndex(hit));
    let start = first;
    while (start > Math.max(0, first - 15) && !/[.?!]$/.test(pieces[start - 1])) start -= 1;
    const shown = pieces.slice(start, start + 40).join(" ").slice(0, length);
    return shown + (text.endsWith(shown) ? "" : " …");
  }

  return { make, find, extract, words };
})();
