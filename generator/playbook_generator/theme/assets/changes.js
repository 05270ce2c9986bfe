/* On the page of changes: marks what is new since this device last looked. Nothing leaves the device.
   Without storage (blocked, full, or a browser's private window) the page stays as it is. */
(function () {
  "use strict";

  var list = /** @type {HTMLElement | null} */ (document.querySelector(".pb-changes"));
  if (!list) return;
  /* Sites in several folders of one host share a storage; the languages of one site share what was seen. */
  var key = "playbook.changes " + new URL(list.dataset.root || ".", location.href).pathname;
  var items = /** @type {HTMLElement[]} */ (Array.prototype.slice.call(list.querySelectorAll("[data-change]")));

  /** @type {string[] | null} */
  var seen = null;
  try {
    var kept = JSON.parse(localStorage.getItem(key) || "null");
    if (Array.isArray(kept)) seen = kept;
    localStorage.setItem(key, JSON.stringify(items.map(nameOf)));
  } catch (error) {
    return;
  }
  /* Whoever looks for the first time has not missed anything that could be called new. */
  if (!seen) return;

  var fresh = items.filter(function (item) {
    return /** @type {string[]} */ (seen).indexOf(nameOf(item)) < 0;
  });
  fresh.forEach(function (item) {
    var badge = document.createElement("strong");
    badge.className = "pb-changes__new";
    badge.textContent = list.dataset.new || "";
    item.insertBefore(document.createTextNode(" "), item.firstChild);
    item.insertBefore(badge, item.firstChild);
  });
  var news = list.querySelector(".pb-changes__news");
  if (news) {
    var text = fresh.length ? list.dataset.count || "" : list.dataset.none || "";
    news.textContent = text.replace("{count}", String(fresh.length));
  }

  /** @param {HTMLElement} item */
  function nameOf(item) {
    return item.dataset.change || "";
  }
})();
