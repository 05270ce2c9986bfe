// @ts-check
/**
 * Shows of the diagnosis only the step that the address names, or the first, from the first paint, so that nothing
 * moves later. It runs in the head; assets/diagnosis.js takes over.
 */
(function () {
  "use strict";

  const step = decodeURIComponent(location.hash.slice(1)) || "which";
  document.documentElement.classList.toggle("pb-walking", step !== "which");
  if (!document.adoptedStyleSheets) return;
  const id = `#${CSS.escape(step)}`;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@media screen { .pb-node:not(${id}), .pb-case:not(:has(${id})) > h2 { display: none } }`);
  document.adoptedStyleSheets = [sheet];
})();
