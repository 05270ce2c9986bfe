// @ts-check
/**
 * On a record's page: the star that marks it, and the memory of what was read last. Both stay on this device. Where it
 * keeps nothing, the star is not shown.
 */
(function () {
  "use strict";

  const RECENT = 30;
  const star = /** @type {HTMLButtonElement | null} */ (document.querySelector(".pb-star"));
  const device = /** @type {any} */ (window).PlaybookDevice;
  if (!star || !device || !device.keeps) return;
  const own = star.dataset.key || "";

  /** @param {string} name @returns {string[]} */
  function others(name) {
    return device.list(name).filter((/** @type {string} */ key) => key !== own);
  }

  function show() {
    if (star) star.setAttribute("aria-pressed", String(device.list("starred").includes(own)));
  }

  device.keep("recent", [own, ...others("recent")].slice(0, RECENT));
  star.disabled = false;
  star.addEventListener("click", () => {
    const pressed = star.getAttribute("aria-pressed") === "true";
    device.keep("starred", pressed ? others("starred") : [own, ...others("starred")]);
    show();
  });
  // Also when the browser shows the page again as it was left: it may have been unmarked elsewhere.
  addEventListener("pageshow", show);
  show();
})();
