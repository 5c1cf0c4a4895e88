// A formula that is copied comes as the TeX it holds, with dollars around it; by itself the browser
// would give a letter a line.
"use strict";

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const inside = range.commonAncestorContainer;
  const around = (inside.nodeType === Node.ELEMENT_NODE ? inside : inside.parentElement).closest("math");
  const texOf = (formula) => {
    const tex = formula.querySelector("annotation")?.textContent ?? formula.textContent;
    return formula.getAttribute("display") === "block" ? `$$${tex}$$` : `$${tex}$`;
  };
  let text = around && texOf(around);
  if (!around) {
    if (![...document.querySelectorAll("article math")].some((formula) => range.intersectsNode(formula))) return;
    // Laid out, out of sight, as lines are what the browser makes of boxes.
    const copy = document.createElement("div");
    copy.className = "unseen";
    copy.style.whiteSpace = "normal";
    copy.append(range.cloneContents());
    for (const formula of copy.querySelectorAll("math")) formula.replaceWith(texOf(formula));
    document.querySelector("article").append(copy);
    text = copy.innerText;
    copy.remove();
  }
  event.clipboardData.setData("text/plain", text);
  event.preventDefault();
});
