// @ts-check
/**
 * An objection's page as a tool: copy or share the script, ask the next question, show the response to one cause.
 * The chosen cause stands in the address (`?cause=bargaining`). Without this script the page shows everything.
 */
(function () {
  "use strict";

  const dock = document.getElementById("dock");
  if (!dock) return;
  const said = document.querySelector(".pb-said");
  const toast = /** @type {HTMLElement} */ (dock.querySelector(".pb-toast"));

  /** @param {string} tool @param {(event: Event) => void} act */
  function on(tool, act) {
    const entry = dock && dock.querySelector(`[data-tool="${tool}"]`);
    if (!entry) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = entry.className;
    button.dataset.tool = tool;
    button.textContent = entry.textContent;
    button.addEventListener("click", act);
    entry.replaceWith(button);
  }

  /* Copy the script */

  /** The script as lines "who: what", under the customer's words; the first sentence where there is no script. */
  function script() {
    const turns = Array.from(document.querySelectorAll(".pb-talk__turn"), (turn) =>
      Array.from(turn.children, (part) => (part.textContent || "").trim()).join(
        document.documentElement.lang.startsWith("zh") ? "：" : ": "
      )
    );
    const lines = turns.length ? turns : [(document.querySelector(".pb-box--say .pb-spoken") || {}).textContent || ""];
    return [(said && said.textContent) || "", "", ...lines].join("\n").trim() + "\n";
  }

  /** Copies without the clipboard API, which pages opened from disk or over plain http do not have.
   * @param {string} text */
  function copyOldWay(text) {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let fading;

  /** @param {string} words @param {string} [text] What to share, if the browser can. */
  function tell(words, text) {
    toast.textContent = words;
    if (text && navigator.share) {
      const share = document.createElement("button");
      share.type = "button";
      share.textContent = (dock && dock.dataset.share) || "";
      share.addEventListener("click", () => {
        navigator.share({ title: document.title, text }).catch(() => {});
      });
      toast.append(share);
    }
    clearTimeout(fading);
    fading = setTimeout(() => toast.replaceChildren(), 8000);
  }

  on("copy", async () => {
    const text = script();
    let copied = false;
    try {
      await navigator.clipboard.writeText(text);
      copied = true;
    } catch {
      copied = copyOldWay(text);
    }
    tell((dock.dataset[copied ? "copied" : "failed"]) || "", text);
  });

  /* The next question, in the box that asks the first */

  const box = document.querySelector(".pb-box--ask");
  const questions = Array.from(document.querySelectorAll(".pb-question"));
  let asked = 0;
  if (box && questions.length > 1) {
    const label = /** @type {HTMLElement} */ (box.querySelector("h2"));
    const name = (label.firstChild && label.firstChild.textContent) || "";
    const spoken = /** @type {HTMLElement} */ (box.querySelector(".pb-spoken"));
    box.setAttribute("aria-live", "polite");
    on("next", () => {
      asked = (asked + 1) % questions.length;
      const ask = /** @type {HTMLElement} */ (questions[asked].querySelector(".pb-question__ask")).cloneNode(true);
      /** @type {HTMLElement} */ (ask).querySelectorAll(".pb-question__number").forEach((number) => number.remove());
      spoken.textContent = (ask.textContent || "").trim();
      const place = (dock.dataset.of || "").replace("{place}", String(asked + 1));
      label.textContent = `${name} · ${place.replace("{count}", String(questions.length))}`;
      box.querySelectorAll(".pb-question__answers").forEach((old) => old.remove());
      const answers = questions[asked].querySelector(".pb-question__answers");
      if (answers) box.append(answers.cloneNode(true));
      box.scrollIntoView({ block: "nearest" });
    });
  } else {
    const entry = dock.querySelector('[data-tool="next"]');
    if (entry) entry.remove();
  }

  /* Responses by cause */

  const heading = document.getElementById("responses");
  const bar = document.querySelector(".pb-switch");
  const buttons = /** @type {HTMLElement[]} */ (bar ? Array.from(bar.querySelectorAll("button")) : []);
  const responses = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll(".pb-response")));

  /** This page's address with a cause chosen, or with none. @param {string} cause */
  function address(cause) {
    const url = new URL(location.href);
    url.searchParams.delete("cause");
    if (cause) url.searchParams.set("cause", cause);
    url.hash = "";
    return url.href;
  }

  /** Show what the address says. */
  function show() {
    const wanted = new URLSearchParams(location.search).get("cause") || "";
    const chosen = responses.some((part) => part.dataset.cause === wanted) ? wanted : "";
    for (const part of responses) part.hidden = Boolean(chosen) && part.dataset.cause !== chosen;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.cause === chosen));
    // What assets/objection-first.js did before the first paint is done by now.
    if (document.adoptedStyleSheets) document.adoptedStyleSheets = [];
    return chosen;
  }

  if (heading && bar) {
    for (const button of buttons) {
      button.addEventListener("click", () => {
        history.replaceState(null, "", address(button.dataset.cause || ""));
        show();
      });
    }
    // An answer leads to the response to what it means; the way back leads to the answer.
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#cause-"]') : null;
      const id = link ? (link.getAttribute("href") || "").slice("#cause-".length) : "";
      const button = id && buttons.find((found) => found.dataset.cause === id);
      if (!button || !(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      history.pushState(null, "", address(id));
      show();
      heading.scrollIntoView();
      button.focus({ preventScroll: true });
    });
    addEventListener("popstate", show);
    if (show() && !location.hash) heading.scrollIntoView();
  }
})();
