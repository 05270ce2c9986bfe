// @ts-check
/**
 * Remembers which language a reader chose. The home page, opened from an icon or a bookmark, then shows that language;
 * every other address shows what it names. It runs in the head, so that nothing is seen of the other language.
 */
(function () {
  "use strict";

  const KEY = "playbook.language";
  const own = document.documentElement.lang;
  /** On the home page the way to the site's root; on others, and on pages opened from disk, nothing. */
  const root = location.protocol !== "file:" && document.currentScript && document.currentScript.dataset.root;

  /** @returns {string | null} What was chosen; null where the browser keeps nothing. */
  function chosen() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  // Material asks for a site map beside every `rel="alternate"`, and takes the clicks over; a second word keeps it off.
  for (const link of document.querySelectorAll('link[rel="alternate"]')) link.setAttribute("rel", "alternate language");

  const wanted = chosen();
  const link = wanted && document.querySelector(`link[rel~="alternate"][hreflang="${CSS.escape(wanted)}"]`);
  if (root && link && wanted !== own && !document.referrer.startsWith(location.origin)) {
    location.replace(root + (link.getAttribute("data-path") || ""));
  }

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a.pb-language");
    if (!(link instanceof HTMLAnchorElement)) return;
    link.search = location.search;
    link.hash = location.hash;
    try {
      localStorage.setItem(KEY, link.hreflang);
    } catch {
      // Nothing is kept; the link works all the same.
    }
  });
})();
