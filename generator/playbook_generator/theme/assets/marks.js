// @ts-check
/**
 * The page of marks: what this device has starred and read, each with a button that removes it. Titles, addresses and
 * cautions are those of the page's own list of all records, so that they are in its language and of today.
 */
(function () {
  "use strict";

  const marks = document.getElementById("marks");
  const device = /** @type {any} */ (window).PlaybookDevice;
  if (!marks || !device) return;
  const NAMES = ["starred", "recent"];
  const told = /** @type {HTMLElement} */ (marks.querySelector(".pb-toast"));
  const erase = /** @type {HTMLButtonElement} */ (marks.querySelector(".pb-button"));
  /** @type {Map<string, HTMLElement>} By every id that a record has had. */
  const records = new Map();
  for (const row of document.querySelectorAll(".pb-records li")) {
    if (!(row instanceof HTMLElement)) continue;
    for (const key of (row.dataset.keys || "").split(" ")) records.set(key, row);
  }

  /** @param {string} words @param {() => void} act */
  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  /** @param {string} name @param {Element} record */
  function row(name, record) {
    const made = /** @type {HTMLElement} */ (record.cloneNode(true));
    const title = (/** @type {HTMLElement} */ (made.querySelector("a")).textContent || "").trim();
    const remove = button("✕", () => {
      const place = Array.prototype.indexOf.call(part(name).list.children, made);
      const keys = (made.dataset.keys || "").split(" ");
      const left = device.list(name).filter((/** @type {string} */ key) => !keys.includes(key));
      change({ [name]: left }, marks && (marks.dataset.removed || "").replace("{title}", title));
      const rows = part(name).list.querySelectorAll("button");
      const next = rows[Math.min(place, rows.length - 1)] || part(name).heading;
      next.focus();
    });
    remove.setAttribute("aria-label", ((marks && marks.dataset.remove) || "").replace("{title}", title));
    made.append(remove);
    return made;
  }

  /** @param {string} name */
  function part(name) {
    const found = /** @type {HTMLElement} */ (marks && marks.querySelector(`[data-list="${name}"]`));
    return {
      heading: /** @type {HTMLElement} */ (found.querySelector("h2")),
      list: /** @type {HTMLElement} */ (found.querySelector("ul")),
      none: /** @type {HTMLElement} */ (found.querySelector("p")),
    };
  }

  function show() {
    let count = 0;
    for (const name of NAMES) {
      const { list, none } = part(name);
      const found = new Set(device.list(name).map((/** @type {string} */ key) => records.get(key)));
      found.delete(undefined);
      list.replaceChildren(...Array.from(found, (record) => row(name, record)));
      none.hidden = found.size > 0;
      count += found.size;
    }
    erase.hidden = !count;
  }

  /** Changes lists, says so, and offers the way back.
   * @param {Record<string, string[]>} lists @param {string | null} [words] */
  function change(lists, words) {
    const before = Object.fromEntries(NAMES.map((name) => [name, device.list(name)]));
    for (const name in lists) device.keep(name, lists[name]);
    show();
    told.textContent = words || "";
    const back = button((marks && marks.dataset.undo) || "", () => {
      for (const name of NAMES) device.keep(name, before[name]);
      show();
      told.replaceChildren();
      part(NAMES[0]).heading.focus();
    });
    told.append(back);
    return back;
  }

  erase.addEventListener("click", () => change({ starred: [], recent: [] }, marks.dataset.erased).focus());
  for (const name of NAMES) part(name).heading.tabIndex = -1;
  if (!device.keeps) {
    const lost = marks.querySelector(".pb-marks__lost");
    if (lost instanceof HTMLElement) lost.hidden = false;
  }
  addEventListener("pageshow", show);
  show();
  marks.hidden = false;
})();
