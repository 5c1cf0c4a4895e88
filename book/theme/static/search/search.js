// The search field of every page: what is found as one types, and on its own page all of it.
"use strict";

(() => {
  const here = document.currentScript.src.replace(/[^/]*$/, "");
  const home = document.documentElement.dataset.content_root;
  const SHOWN = 8;
  let engine;

  // The index is fetched when somebody is about to search, as scripts, which a disk serves too.
  function load(name) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { src: here + name, onload: done, onerror: failed });
      document.head.append(script);
    });
  }
  const ready = () =>
    (engine ??= Promise.all(["../vendor/minisearch.js", "engine.js", "index.js"].map(load)).then(() =>
      descentSearch.make(descentSections),
    ));

  const address = (hit) => home + hit.page + (hit.anchor && `#${hit.anchor}`);

  // The page that is reached marks the words.
  function remember(hit) {
    try {
      sessionStorage.found = JSON.stringify(hit.terms);
    } catch {
      // A browser that keeps nothing shows the section all the same.
    }
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function marked(text, terms) {
    const line = element("span", "extract", "");
    for (const piece of text.split(/(?<=\s)/u)) {
      const hit = descentSearch.words(piece).some((word) => terms.includes(word));
      line.append(hit ? element("mark", "", piece) : piece);
    }
    return line;
  }

  // One hit: the section, the page it stands on, and some words around what was looked for.
  function described(hit, box) {
    box.append(element("span", "heading", hit.heading));
    if (hit.title) box.append(element("span", "where", hit.title));
    box.append(marked(descentSearch.extract(hit.text, hit.terms), hit.terms));
    return box;
  }

  // As one types: a list below the field, gone through by arrows (the pattern "combobox").
  function suggest(form) {
    const input = form.querySelector("input");
    const list = element("ul", "found", "");
    Object.assign(list, { id: "found", role: "listbox", hidden: true });
    list.setAttribute("aria-label", "Sections found");
    const count = element("span", "unseen", "");
    count.setAttribute("role", "status");
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-expanded", "false"],
      ["aria-controls", "found"],
      ["aria-autocomplete", "list"],
    ])
      input.setAttribute(name, value);
    form.append(list, count);
    let hits = [];
    let chosen = -1;

    function choose(number) {
      chosen = number;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", i === chosen));
      const item = list.children[chosen];
      if (item) input.setAttribute("aria-activedescendant", item.id);
      else input.removeAttribute("aria-activedescendant");
      item?.scrollIntoView({ block: "nearest" });
    }
    function open(wanted) {
      list.hidden = !wanted;
      input.setAttribute("aria-expanded", wanted);
      if (!wanted) choose(-1);
    }
    function go(hit) {
      remember(hit);
      open(false);
      location.assign(address(hit));
    }
    async function show() {
      const asked = input.value;
      const made = await ready();
      if (input.value !== asked) return;
      const found = descentSearch.find(made, asked);
      hits = found.slice(0, SHOWN);
      list.replaceChildren(
        ...hits.map((hit, i) => {
          const item = described(hit, element("li", "", ""));
          Object.assign(item, { id: `found-${i}`, role: "option" });
          item.addEventListener("pointerdown", (event) => event.preventDefault()); // focus stays
          item.addEventListener("click", () => go(hit));
          return item;
        }),
      );
      open(hits.length > 0);
      count.textContent = asked.trim() ? `${found.length} sections found` : "";
    }
    input.addEventListener("focus", () => ready());
    input.addEventListener("input", show);
    input.addEventListener("blur", () => open(false));
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && hits.length) {
        event.preventDefault();
        if (list.hidden) open(true);
        choose((chosen + step + hits.length + (chosen < 0 && step < 0)) % hits.length);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        go(hits[chosen]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault(); // which would empty the field
        open(false);
      }
    });
  }

  // On the search's own page: all that was found, in the address and as one types.
  function showAll(form) {
    const input = form.querySelector("input");
    const results = document.getElementById("search-results");
    const progress = document.getElementById("search-progress");
    async function show() {
      const asked = input.value;
      const made = asked.trim() && (await ready());
      if (input.value !== asked) return;
      const found = made ? descentSearch.find(made, asked) : [];
      progress.hidden = !input.value.trim();
      progress.textContent = found.length
        ? `${found.length} sections found, best first`
        : `Nothing in this book fits “${input.value}”. Try fewer words, or another one.`;
      results.replaceChildren(
        ...found.map((hit) => {
          const link = element("a", "", "");
          link.href = address(hit);
          link.addEventListener("click", () => remember(hit));
          const item = element("li", "", "");
          item.append(described(hit, link));
          return item;
        }),
      );
    }
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    show();
    input.addEventListener("input", show);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`);
      show();
    });
  }

  // On a page that was reached so: the words are marked in the section, and nothing in it changes.
  async function markFound() {
    let terms;
    try {
      terms = JSON.parse(sessionStorage.found ?? "[]");
      delete sessionStorage.found;
    } catch {
      return;
    }
    if (!terms.length || !globalThis.Highlight) return;
    await load("engine.js");
    const ranges = [];
    const section = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const texts = document.createTreeWalker(section ?? document.querySelector("article"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const { 0: piece, index } of texts.currentNode.data.matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu)) {
        if (!descentSearch.words(piece).some((word) => terms.includes(word))) continue;
        const range = new Range();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + piece.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  const bar = document.querySelector(".bar .search");
  if (document.getElementById("search-results")) showAll(document.querySelector(".search.wide"));
  if (bar) suggest(bar);
  markFound();
})();
