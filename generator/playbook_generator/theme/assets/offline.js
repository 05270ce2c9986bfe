// @ts-check
/**
 * Keeps the site on the device through the worker at the site's root, and says so with the day of the copy. Where the
 * browser cannot, the sign offers what works without: the cards for a phone and the site as a file.
 */
(function () {
  "use strict";

  const root = document.currentScript && document.currentScript.dataset.root;
  const signs = document.querySelectorAll(".pb-offline");

  function without() {
    signs.forEach((sign) => {
      const other = sign.querySelector(".pb-offline__without");
      if (other instanceof HTMLElement) other.hidden = false;
    });
  }

  /** @param {string} day */
  function tell(day) {
    signs.forEach((sign) => {
      const place = sign.querySelector(".pb-offline__day");
      if (place instanceof HTMLElement) {
        place.textContent = (place.dataset.words || "").replace("{day}", day);
        place.hidden = false;
      }
    });
  }

  if (!root || !navigator.serviceWorker) {
    without();
    return;
  }
  navigator.serviceWorker.register(`${root}sw.js`, { scope: root, updateViaCache: "none" }).catch(without);
  navigator.serviceWorker.ready.then((registration) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => tell(event.data);
    if (registration.active) registration.active.postMessage("day", [port2]);
  });
})();
