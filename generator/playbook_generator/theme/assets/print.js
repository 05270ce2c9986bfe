// @ts-check
/** Puts a page's address on its printout where the site does not know its own. */
(function () {
  "use strict";

  const place = document.querySelector(".pb-address span");
  if (place && !place.textContent) place.textContent = location.origin + location.pathname;
})();
