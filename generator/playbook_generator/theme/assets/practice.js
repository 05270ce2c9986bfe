// @ts-check
/**
 * Practice: one wording at a time, to be answered aloud and then looked up. What is not known yet comes round again.
 * The order follows from the seed in the address (`?seed=…`), the group stands there too (`?group=trust`). What is known
 * stays on this device. The texts are those of the page's own list, which reads whole without this script.
 */
(function () {
  "use strict";

  const practice = document.getElementById("practice");
  const device = /** @type {any} */ (window).PlaybookDevice;
  if (!practice || !device) return;
  /** After how many others a wording that is not known yet comes again. */
  const AGAIN = 4;
  const NAME = "practice";
  const language = document.documentElement.lang;

  /** @param {string} name @returns {any} */
  function part(name) {
    return document.getElementById(`practice-${name}`);
  }
  const [said, answer, progress, choice, told] = ["said", "answer", "progress", "group", "told"].map(part);
  const [reveal, notYet, knew, again, erase] = ["reveal", "not-yet", "knew", "again", "erase"].map(part);

  /* The cards, in the order of the seed */

  /** Numbers from 0 to below 1, always the same for the same seed. @param {string} seed */
  function numbers(seed) {
    let state = 1;
    for (const sign of seed) state = Math.imul(state ^ Number(sign.codePointAt(0)), 0x01000193) + 1;
    return () => {
      state = state || 1;
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) / 0x100000000;
    };
  }

  /** @template T @param {T[]} items @param {() => number} random @returns {T[]} */
  function shuffled(items, random) {
    const left = [...items];
    return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0]);
  }

  /**
   * @typedef {object} Card
   * @property {string} name Known by its objection, language and place, as in the deck to download.
   * @property {string} group
   * @property {Element} wording
   * @property {Element} answer
   */

  /** Round by round one wording of each objection, so that one answer is not asked twice in a row.
   * @param {() => number} random @returns {Card[]} */
  function cards(random) {
    const drills = Array.from(document.querySelectorAll(".pb-drill"), (drill) => {
      const { card, group } = /** @type {HTMLElement} */ (drill).dataset;
      const wordings = Array.from(drill.querySelectorAll(".pb-quotes li"), (wording, place) => ({
        name: `${card}/${language}/${place + 1}`,
        group: group || "",
        wording,
        answer: /** @type {Element} */ (drill.querySelector(".pb-drill__answer")),
      }));
      return shuffled(wordings, random);
    });
    const rounds = Math.max(...drills.map((drill) => drill.length));
    return Array.from({ length: rounds }, (_, round) =>
      shuffled(drills.filter((drill) => drill.length > round).map((drill) => drill[round]), random)
    ).flat();
  }

  const address = new URL(location.href);
  const seed = address.searchParams.get("seed") || Math.random().toString(36).slice(2, 8);
  const all = cards(numbers(seed));

  /* The state: the group, what is known, what is still to come */

  /** @type {Card[]} */
  let chosen = all;
  /** @type {Set<string>} */
  let known = new Set(device.list(NAME));
  /** @type {Card[]} */
  let queue = [];

  /** @param {string} group */
  function choose(group) {
    chosen = all.filter((card) => !group || card.group === group);
    queue = chosen.filter((card) => !known.has(card.name));
    address.searchParams.set("seed", seed);
    if (group) address.searchParams.set("group", group);
    else address.searchParams.delete("group");
    history.replaceState(history.state, "", address.href);
  }

  /** @param {Iterable<string>} names */
  function keep(names) {
    known = new Set(names);
    device.keep(NAME, [...known]);
  }

  /* What is shown */

  /** The buttons that are there now, in the thumb's reach. @param {HTMLElement[]} shown */
  function offer(...shown) {
    for (const button of [reveal, notYet, knew, again]) button.hidden = !shown.includes(button);
  }

  /** Show the next wording, or that there is none. */
  function show() {
    const card = queue[0];
    answer.replaceChildren();
    if (card) said.replaceChildren(.../** @type {Element} */ (card.wording.cloneNode(true)).childNodes);
    else said.textContent = said.dataset.done;
    offer(card ? reveal : again);
    const count = chosen.filter((other) => known.has(other.name)).length;
    progress.textContent = progress.dataset.words.replace("{known}", count).replace("{count}", chosen.length);
    erase.hidden = !known.size;
  }

  /** Go on, with the focus on what is new. */
  function next() {
    told.replaceChildren();
    if (practice) practice.classList.add("pb-practice--begun");
    show();
    scrollTo(0, 0);
    said.focus({ preventScroll: true });
  }

  reveal.addEventListener("click", () => {
    answer.replaceChildren(...queue[0].answer.cloneNode(true).childNodes);
    offer(notYet, knew);
    const box = answer.firstElementChild;
    box.tabIndex = -1;
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  });
  knew.addEventListener("click", () => {
    const card = /** @type {Card} */ (queue.shift());
    // Another window may have learned something meanwhile.
    keep([...device.list(NAME), ...known, card.name]);
    next();
  });
  notYet.addEventListener("click", () => {
    const card = /** @type {Card} */ (queue.shift());
    queue.splice(AGAIN, 0, card);
    next();
  });
  again.addEventListener("click", () => {
    const names = new Set(chosen.map((card) => card.name));
    keep([...known].filter((name) => !names.has(name)));
    choose(choice.value);
    next();
  });
  choice.addEventListener("change", () => {
    choose(choice.value);
    show();
  });
  erase.addEventListener("click", () => {
    const before = known;
    keep([]);
    choose(choice.value);
    next();
    const back = document.createElement("button");
    back.type = "button";
    back.textContent = told.dataset.undo;
    back.addEventListener("click", () => {
      keep(before);
      choose(choice.value);
      next();
    });
    told.append(told.dataset.erased, back);
  });

  /* Keys, wherever the focus is but on something that has its own */

  document.addEventListener("keydown", (event) => {
    const at = event.target instanceof Element ? event.target : document.body;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
    if (at.closest("a, button, input, select, textarea, summary, label, [contenteditable]")) return;
    const button = { " ": reveal, Enter: reveal, ArrowLeft: notYet, ArrowRight: knew }[event.key];
    if (!button || button.hidden) return;
    event.preventDefault();
    button.click();
  });

  for (const group of document.querySelectorAll(".pb-drills [data-group-of]")) {
    const name = group.getAttribute("data-group-of") || "";
    const title = group.querySelector("h2");
    if (!title) continue;
    const option = new Option(title.textContent || name, name);
    const foreign = title.querySelector("[lang]");
    if (foreign) option.lang = foreign.getAttribute("lang") || "";
    choice.append(option);
  }
  choice.value = address.searchParams.get("group") || "";
  if (choice.selectedIndex < 0) choice.value = "";
  choice.closest("p").hidden = choice.options.length < 3;
  part(device.keeps ? "kept" : "lost").hidden = false;
  choose(choice.value);
  show();
  practice.hidden = false;
  for (const list of document.querySelectorAll(".pb-drills")) list.classList.add("pb-drills--off");
})();
