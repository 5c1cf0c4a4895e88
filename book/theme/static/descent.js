// What a page does besides being read: the theme, the copy buttons, where the reader is.
"use strict";

const root = document.documentElement;

// What only some readers need comes when it is asked for: a script, as a page from a disk may load it.
const loaded = {};
globalThis.descentLoad = (name) =>
  (loaded[name] ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = `${root.dataset.content_root}_static/${name}`;
    script.onload = script.onerror = done;
    document.head.append(script);
  }));

// Dark or light: as the system says, until the reader says otherwise.
const toggle = document.querySelector("button.theme");
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches);
const showTheme = () => toggle.setAttribute("aria-pressed", isDark());
toggle.hidden = false;
toggle.addEventListener("click", () => {
  const wanted = isDark() ? "light" : "dark";
  root.dataset.theme = wanted;
  try {
    localStorage.theme = wanted;
  } catch {
    // A browser that keeps nothing still changes the page.
  }
  showTheme();
});
systemIsDark.addEventListener("change", showTheme);
showTheme();

// A button beside every listing copies it.
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without https there is only the old way.
  const area = document.body.appendChild(document.createElement("textarea"));
  area.value = text;
  area.select();
  document.execCommand("copy");
  area.remove();
}
for (const listing of document.querySelectorAll("div.highlight")) {
  const button = document.createElement("button");
  button.className = "copy";
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await copy(listing.querySelector("pre").textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  listing.append(button);
}

// What scrolls by itself can be reached by keyboard, and only what scrolls.
const scrolling = document.querySelectorAll("div.scroll, div.math, pre");
const findScrolling = () => {
  // All are measured before one is changed, or the page would be laid out anew for each.
  // Nor is what is folded up, which a browser has not laid out: opening it asks again.
  const wide = [...scrolling].map((box) => !box.closest("details:not([open])") && box.scrollWidth > box.clientWidth + 1);
  scrolling.forEach((box, k) => {
    if (wide[k]) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
};
addEventListener("resize", findScrolling);
document.addEventListener("toggle", findScrolling, true);

// The contents mark the section that is being read: the one that most of the window shows.
const links = [...document.querySelectorAll(".contents ul ul a")];
const begins = (link) => document.getElementById(link.hash.slice(1))?.getBoundingClientRect().top ?? Infinity;
let asked = false;
function markSection() {
  asked = false;
  const tops = [...links.map(begins), document.querySelector("article").getBoundingClientRect().bottom];
  const shown = links.map((_, i) => Math.min(tops[i + 1], innerHeight) - Math.max(tops[i], 0));
  const most = Math.max(0, ...shown);
  // What comes before the first section is none of them.
  const read = most > Math.max(0, Math.min(tops[0], innerHeight)) ? links[shown.indexOf(most)] : null;
  for (const link of links) {
    if (link === read) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}
addEventListener("scroll", () => (asked ||= requestAnimationFrame(markSection)), { passive: true });

// They show the page that is open. Only they are moved: to scroll it into view moved the window too.
const drawer = document.getElementById("contents");
const current = drawer.querySelector("a[aria-current=page]");
function showCurrent() {
  const [top, height] = [current?.offsetTop, drawer.clientHeight];
  if (top > height / 2) drawer.scrollTop = top - height / 3;
}

// What measures the page waits until every script has put into it what is its own.
document.addEventListener("DOMContentLoaded", () => {
  findScrolling();
  markSection();
  showCurrent();
});

// Within the page a link leads somewhere else: the drawer of a telephone has done its work.
drawer.addEventListener("click", ({ target }) => target.closest("a") && drawer.hidePopover?.());

// Keys that readers of documentation expect; "?" says which there are.
const KEYS = {
  "/": ["to the search", () => document.querySelector(".search input").focus()],
  ArrowLeft: ["to the page before", () => document.querySelector(".neighbours [rel=prev]")?.click()],
  ArrowRight: ["to the next page", () => document.querySelector(".neighbours [rel=next]")?.click()],
  "?": ["these keys", () => showKeys()],
};
const TAKEN = "input, textarea, select, summary, pre, .scroll, .math, .dp, dialog, [contenteditable]";
addEventListener("keydown", (event) => {
  const [, act] = KEYS[event.key] ?? [];
  if (!act || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest(TAKEN)) return;
  event.preventDefault();
  act();
});

function showKeys() {
  const box = document.createElement("dialog");
  box.className = "keys";
  box.setAttribute("aria-label", "Keys");
  for (const [key, [words]] of Object.entries(KEYS)) {
    const line = box.appendChild(document.createElement("p"));
    line.append(Object.assign(document.createElement("kbd"), { textContent: key.replace("Arrow", "") }), ` ${words}`);
  }
  const close = box.appendChild(document.createElement("button"));
  close.textContent = "Close";
  close.addEventListener("click", () => box.close());
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}
