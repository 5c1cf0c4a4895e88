// What a page does besides being read: the theme, the copy buttons, where the reader is.
"use strict";

const root = document.documentElement;

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
const findScrolling = () =>
  scrolling.forEach((box) => {
    if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
addEventListener("resize", findScrolling);
document.addEventListener("toggle", findScrolling, true);
findScrolling();

// The contents mark the section that is being read.
const links = new Map(
  [...document.querySelectorAll(".contents ul ul a")].map((a) => [a.hash.slice(1), a]),
);
const reading = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      links.forEach((link) => link.removeAttribute("aria-current"));
      links.get(target.id).setAttribute("aria-current", "location");
    }
  },
  { rootMargin: "0px 0px -80% 0px" },
);
links.forEach((_, id) => document.getElementById(id) && reading.observe(document.getElementById(id)));
document.querySelector(".contents a[aria-current=page]")?.scrollIntoView({ block: "nearest" });

// Within the page a link leads somewhere else: the drawer of a telephone has done its work.
const drawer = document.getElementById("contents");
drawer.addEventListener("click", ({ target }) => target.closest("a") && drawer.hidePopover?.());

// "/" goes to the search, as readers of documentation expect.
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  document.querySelector(".search input").focus();
});
