// @ts-check
/**
 * What this device remembers for its reader: lists of names, in the browser's own storage and nowhere else.
 * Sets `PlaybookDevice` for the scripts that come after it.
 */
(function () {
  "use strict";

  // Sites in several folders of one host share a storage; the languages of one site share what is kept.
  const root = new URL((document.currentScript && document.currentScript.dataset.root) || ".", location.href).pathname;

  /** @param {string} name */
  function key(name) {
    return `playbook.${name} ${root}`;
  }

  /** The list of a name; empty where nothing is kept. @param {string} name @returns {string[]} */
  function list(name) {
    try {
      const kept = JSON.parse(localStorage.getItem(key(name)) || "[]");
      return Array.isArray(kept) ? kept.filter((value) => typeof value === "string") : [];
    } catch {
      return [];
    }
  }

  /** Keeps a list in place of the old one; an empty list leaves no trace.
   * @param {string} name @param {string[]} values @returns {boolean} Whether the browser took it. */
  function keep(name, values) {
    try {
      if (values.length) localStorage.setItem(key(name), JSON.stringify(values));
      else localStorage.removeItem(key(name));
      return true;
    } catch {
      return false;
    }
  }

  const keeps = keep("probe", ["probe"]) && keep("probe", []);
  Object.assign(window, { PlaybookDevice: { keeps, list, keep } });
})();
