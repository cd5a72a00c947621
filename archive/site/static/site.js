// What pages also do where scripts run: buttons that copy, and keys. Everything can be reached without this file.
"use strict";

(() => {
  const KEYS_OFF = "tastenkuerzel-aus"; // set in this browser alone, when a reader switches the keys off
  const said = document.createElement("p"); // what screen readers hear after a copy
  said.className = "unseen";
  said.setAttribute("role", "status");

  const keysAreOff = () => {
    try {
      return localStorage.getItem(KEYS_OFF) !== null;
    } catch {
      return false; // a browser that keeps nothing
    }
  };

  const copied = async (node) => {
    const text = node.href || node.textContent.trim().replace(/\s+/g, " ");
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // no permission, or no https: the words are marked for Ctrl-C
      getSelection().selectAllChildren(node);
      return false;
    }
  };

  for (const node of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = node.dataset.copy;
    button.addEventListener("click", async () => {
      const done = (await copied(node)) ? "Kopiert" : "Markiert, mit Strg+C kopieren";
      button.textContent = said.textContent = done;
      setTimeout(() => { button.textContent = node.dataset.copy; said.textContent = ""; }, 3000);
    });
    node.after(" ", button);
  }
  document.body.append(said);

  const current = document.querySelector(".site-header nav [aria-current]");
  if (current) current.parentElement.parentElement.scrollLeft = current.offsetLeft - 48; // on a phone the menu is one line

  const keys = {
    "/": () => { const field = document.querySelector("main input[type=search], input[type=search]"); field?.focus(); field?.select(); return field; },
    n: () => document.querySelector("a[rel~=next]")?.click(),
    p: () => document.querySelector("a[rel~=prev]")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || keysAreOff()) return;
    const act = Object.hasOwn(keys, event.key) && keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  const place = document.getElementById("tasten-schalter"); // on the help page
  if (place) {
    const button = document.createElement("button");
    button.type = "button";
    const show = () => { button.textContent = keysAreOff() ? "Tasten einschalten" : "Tasten ausschalten"; };
    button.addEventListener("click", () => {
      try {
        if (keysAreOff()) localStorage.removeItem(KEYS_OFF);
        else localStorage.setItem(KEYS_OFF, "1");
      } catch { /* nothing is kept */ }
      show();
    });
    show();
    place.append(button);
  }
})();
