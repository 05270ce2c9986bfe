// @ts-check
/**
 * Puts the words that a reader has marked into what the link "tell the editors" sends. Without this script, or with
 * nothing marked, the link sends the page's name and day alone.
 */
(function () {
  "use strict";

  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-tell]"));
  if (!link) return;
  const address = link.dataset.tell || "";
  // Some systems pass on addresses of some 2,000 characters, and a Chinese one takes nine of them.
  const room = 1900 - address.length;

  function fill() {
    let marked = "";
    for (const character of String(getSelection() || "").replace(/\s+/g, " ").trim()) {
      const next = marked + encodeURIComponent(character);
      if (next.length > room) break;
      marked = next;
    }
    /** @type {HTMLAnchorElement} */ (link).href = address.replace("{text}", marked);
  }

  // Before the click itself, which unmarks what was marked.
  link.addEventListener("pointerdown", fill);
  link.addEventListener("keydown", fill);
})();
