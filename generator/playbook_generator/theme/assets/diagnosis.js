// @ts-check
/**
 * Walks through the diagnosis one step at a time. The step stands in the address, the way there in the browser's
 * history, so that its own way back works. Without this script the page is one text whose options are links.
 */
(function () {
  "use strict";

  const talk = document.getElementById("diagnosis");
  if (!talk) return;
  const nodes = Array.from(talk.querySelectorAll(".pb-node"));
  const START = "which";

  const trail = document.createElement("ol");
  trail.className = "pb-trail";
  trail.setAttribute("aria-label", talk.dataset.trail || "");
  const ways = document.createElement("nav");
  ways.className = "pb-ways";
  ways.setAttribute("aria-label", talk.dataset.back || "");
  const back = way(talk.dataset.back || "", () => history.back());
  const again = way(talk.dataset.restart || "", () => go(START, []));

  /** @param {string} words @param {() => void} act */
  function way(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", act);
    ways.append(button);
    return button;
  }

  /** @returns {string[]} The words of the options that led here. */
  function taken() {
    return (history.state && history.state.taken) || [];
  }

  /** @param {string} id @param {string[]} way */
  function go(id, way) {
    history.pushState({ taken: way }, "", `#${id}`);
    show();
    const heading = shown().querySelector("h2, h3");
    if (heading instanceof HTMLElement) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  }

  function shown() {
    const id = decodeURIComponent(location.hash.slice(1)) || START;
    return nodes.find((node) => node.id === id) || nodes[0];
  }

  function show() {
    const node = shown();
    for (const other of nodes) other.classList.toggle("pb-node--off", other !== node);
    for (const group of document.querySelectorAll(".pb-case")) {
      group.classList.toggle("pb-node--off", !group.contains(node));
    }
    const way = taken();
    trail.replaceChildren(
      ...way.map((words) => {
        const item = document.createElement("li");
        item.textContent = words;
        return item;
      })
    );
    back.hidden = !way.length;
    again.hidden = node.id === START;
    document.documentElement.classList.toggle("pb-walking", node.id !== START);
    // What assets/diagnosis-first.js did before the first paint is done by now.
    if (document.adoptedStyleSheets) document.adoptedStyleSheets = [];
    scrollTo(0, 0);
  }

  talk.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
    if (!link || !(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const id = (link.getAttribute("href") || "").slice(1);
    go(id, id === START ? [] : [...taken(), (link.textContent || "").trim()]);
  });

  talk.prepend(trail);
  talk.append(ways);
  addEventListener("popstate", show);
  show();
})();
