// @ts-check
/**
 * A link to one cause (`?cause=bargaining`) shows its response alone from the first paint, so that nothing moves later.
 * It runs in the head; assets/objection.js takes over. A cause that the page does not have changes nothing.
 */
(function () {
  "use strict";

  const cause = new URLSearchParams(location.search).get("cause");
  if (!cause || !document.adoptedStyleSheets) return;
  const name = `[data-cause="${CSS.escape(cause)}"]`;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@media screen { article:has(.pb-response${name}) .pb-response:not(${name}) { display: none } }`);
  document.adoptedStyleSheets = [sheet];
})();
