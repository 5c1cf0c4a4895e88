// What stands where a link leads, shown beside the link: for the pointer that rests on it, for the
// keyboard that comes to it, and on a first tap, whose second follows the link.
"use strict";

(() => {
  const REST = 250; // milliseconds before it opens, and before it closes behind a pointer that left
  const base = new URL(document.documentElement.dataset.content_root, document.baseURI).href;
  const links = [...document.querySelectorAll("article a.reference.internal[href]")];
  if (!links.length || !("popover" in HTMLElement.prototype)) return;

  const box = document.createElement("div");
  Object.assign(box, { className: "preview", id: "preview", popover: "manual" });
  box.setAttribute("role", "tooltip");
  box.setAttribute("aria-live", "off");
  let shown = null; // the link
  let timer = 0;

  const keyOf = (link) => link.href.slice(base.length);

  async function show(link, tapped) {
    await descentLoad("previews.js");
    const html = globalThis.descentPreviews?.[keyOf(link)];
    if (!html || wanted !== link) return;
    box.innerHTML = html; // made with the pages, by site/previews.py
    if (tapped) box.append(Object.assign(document.createElement("p"), { className: "hint", textContent: "Tap again to go there." }));
    document.querySelector("article").append(box);
    box.showPopover();
    place(link);
    if (shown !== link) shown?.removeAttribute("aria-describedby");
    shown = link;
    link.setAttribute("aria-describedby", box.id);
  }
  // Below the link, or above it where there is no room; within the window.
  function place(link) {
    const at = [...link.getClientRects()].at(0);
    const { width, height } = box.getBoundingClientRect();
    const below = at.bottom + 6;
    const top = below + height > innerHeight && at.top - height - 6 > 0 ? at.top - height - 6 : below;
    box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    box.style.top = `${top}px`;
  }
  function hide() {
    wanted = null;
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    if (box.matches(":popover-open")) box.hidePopover();
  }

  let wanted = null;
  function want(link, delay, tapped = false) {
    clearTimeout(timer);
    wanted = link;
    timer = setTimeout(() => (link ? show(link, tapped) : hide()), delay);
  }
  for (const link of links) {
    link.removeAttribute("title"); // it would say the same once more, in the system's own box
    link.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && want(link, REST));
    link.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && want(null, REST));
    link.addEventListener("focus", () => link.matches(":focus-visible") && want(link, 0));
    link.addEventListener("blur", hide);
    link.addEventListener("click", (event) => {
      // Whoever taps on a link to a place within a page sees first what is there.
      if (event.pointerType !== "touch" || shown === link || !link.hash) return hide();
      event.preventDefault();
      want(link, 0, true);
    });
  }
  // What has opened may be read: the pointer moves onto it, Escape closes it, as does a tap elsewhere.
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", () => want(null, REST));
  addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  addEventListener("pointerdown", ({ target }) => shown && !box.contains(target) && target.closest("a") !== shown && hide());
  // It goes where its link goes; the keyboard's own scrolling to a link comes after its focus.
  const follow = () => {
    if (!shown) return;
    const { top, bottom } = shown.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) hide();
    else place(shown);
  };
  addEventListener("scroll", follow, { passive: true });
})();
