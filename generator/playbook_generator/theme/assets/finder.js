/*
 * The finder: a field in the header of every page, or on a page of its own, and the records that answer it.
 *
 * It is a combobox with a list box (WAI-ARIA). The search is loaded when the field is first used or
 * the page is idle. Without this script the field is a form that leads to the page with all records.
 */
(function () {
  "use strict";

  var form = /** @type {HTMLFormElement} */ (document.getElementById("finder"));
  if (!form) return;
  var input = form.querySelector("input"), results = document.getElementById("finder-results");
  var status = document.getElementById("finder-status"), own = form.dataset.page, root = form.dataset.root;
  var search = null, loading = null, composing = false, active = -1, before = null, telling = 0, instead = results.innerHTML;

  // Loading --------------------------------------------------------------------------------------------------------

  /** @param {string} address */
  function script(address) {
    return new Promise(function (done, failed) {
      var element = document.createElement("script");
      element.src = root + address;
      element.onload = done;
      element.onerror = failed;
      document.head.append(element);
    });
  }

  function load() {
    if (!loading) loading = script(form.dataset.index).then(function () {
      search = new window.PlaybookSearch(window.playbookIndex);
    });
    return loading;
  }

  // Showing --------------------------------------------------------------------------------------------------------

  /** An element with text and children. */
  function make(name, style, children) {
    var element = document.createElement(name);
    if (style) element.className = style;
    element.append.apply(element, children || []);
    return element;
  }

  /** A text in which what was found is marked. */
  function marked(asked, text, style, lang) {
    var element = make("span", style, search.marked(asked, text).map(function (part, i) {
      return i % 2 ? make("mark", "", [part]) : part;
    }));
    if (lang) element.lang = lang;
    return element;
  }

  function option(asked, result, place) {
    var say = search.data.say, record = search.records[result.record], kind = record[0].split("/")[0];
    var title = search.unitOf(result.record, "title"), shown = result.shown;
    if (shown < 0 || shown === title) shown = search.unitOf(result.record, "summary");
    var link = make("a", "pb-hit", [
      make("span", "pb-hit__head", [
        marked(asked, search.units[title], "pb-hit__title"),
        make("span", "pb-hit__kind", [say.kinds[kind]])
      ])
    ]);
    if (record[1]) link.firstChild.append(make("span", "pb-badge pb-badge--" + record[1], [say.caution[record[1]]]));
    if (shown >= 0) {
      var said = search.data.units.names[search.fields[shown]] === "wordings";
      link.append(marked(asked, said ? say.open + search.units[shown] + say.close : search.units[shown],
        "pb-hit__text", search.data.units.languages[search.foreign[shown]]));
    }
    link.href = root + record[0] + search.data.ending;
    link.dataset.record = record[0];
    link.id = "finder-" + place;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.tabIndex = -1;
    return link;
  }

  /** What answers a query, with an option for each. */
  function answer(query) {
    var found = search.search(query, 12);
    found.options = found.results.map(function (hit, i) { return option(found.asked, hit, i); });
    return found;
  }

  function suggestion(query) {
    var say = search.data.say, link = make("a", "", [say.suggest]);
    link.href = search.data.suggest.replace("{text}", encodeURIComponent(query));
    return make("p", "pb-found__note", [say.missing + " ", link]);
  }

  /** Put the query in the address of its page: this costs more than finding, and Safari refuses it after 100 times in 30 s. */
  function note() {
    var query = input.value.trim();
    if (own) history.replaceState(history.state, "", query ? "?q=" + encodeURIComponent(query) : location.pathname);
  }

  /** Once typing rests, say something to those who hear the page. */
  function tell(text) {
    clearTimeout(telling);
    telling = window.setTimeout(function () { status.textContent = text; note(); }, 400);
  }

  function open(on) {
    if (on && !own && results.hidden) results.style.setProperty("--pb-from", form.offsetLeft + "px");
    results.hidden = !on;
    form.classList.toggle("pb-finder--open", on);
    input.setAttribute("aria-expanded", String(on && results.querySelector("a[data-record]") !== null));
    if (!on) activate(-1);
  }

  function show() {
    var query = input.value.trim();
    if (!query) {
      results.innerHTML = own ? instead : "";
      results.setAttribute("role", own ? "group" : "listbox");
      open(own === "search");
      results.setAttribute("aria-busy", "false");
      tell("");
      return;
    }
    results.setAttribute("aria-busy", "true");
    load().then(function () {
      if (query !== input.value.trim()) return;
      var say = search.data.say, found = answer(query), hits = found.results;
      var close = hits.length && hits[0].share > 0.34;
      activate(-1);
      // Before the page changes: afterwards it would be laid out at once.
      results.scrollTop = 0;
      results.replaceChildren.apply(results, found.options);
      results.setAttribute("role", "listbox");
      if (!close) {
        results.prepend(make("p", "pb-found__note", [hits.length ? say.nearest : say.nothing]));
        results.append(suggestion(query));
      }
      open(true);
      results.setAttribute("aria-busy", "false");
      tell(hits.length ? say.count.replace("{count}", String(hits.length)).replace("{title}", results.querySelector(".pb-hit__title").textContent) : say.nothing);
    });
  }

  // Keys -----------------------------------------------------------------------------------------------------------

  function activate(place) {
    var options = results.querySelectorAll("a[data-record]");
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = place;
    if (options[active]) {
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    } else input.removeAttribute("aria-activedescendant");
  }

  function leave() {
    open(own === "search");
    form.classList.remove("pb-finder--used");
    input.blur();
    if (before && before.isConnected) before.focus();
    before = null;
  }

  input.addEventListener("compositionstart", function () { composing = true; });
  input.addEventListener("compositionend", function () { composing = false; show(); });
  input.addEventListener("input", function () { if (!composing) show(); });
  input.addEventListener("focus", function (event) {
    if (!before && event.relatedTarget) before = event.relatedTarget;
    form.classList.add("pb-finder--used");
    load();
    if (input.value.trim() && results.hidden) show();
  });
  input.addEventListener("keydown", function (event) {
    if (event.isComposing || composing || event.keyCode === 229) return;
    var options = results.hidden ? [] : results.querySelectorAll("a[data-record]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options.length) return;
      event.preventDefault();
      // From the field to the first or the last, and back to the field.
      var step = event.key === "ArrowDown" ? 1 : -1, all = options.length + 1;
      activate(((active + 1 + step + all) % all) - 1);
    } else if (event.key === "Enter") {
      var chosen = options[active] || (own && options[0]);
      if (!chosen) return;
      event.preventDefault();
      chosen.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (own && input.value) { input.value = ""; show(); }
      else leave();
    }
  });
  results.addEventListener("click", note);
  form.addEventListener("submit", function (event) {
    if (composing || !input.value.trim() || own) event.preventDefault();
  });
  form.querySelector("button").addEventListener("click", function () { input.value = ""; show(); leave(); });
  document.addEventListener("keydown", function (event) {
    var key = event.key.toLowerCase(), at = /** @type {HTMLElement} */ (event.target);
    var writing = at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName);
    var plain = !event.ctrlKey && !event.metaKey && !event.altKey && !writing && (key === "/" || key === "s");
    if (!plain && !(key === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey)) return;
    event.preventDefault();
    if (document.activeElement !== input) before = document.activeElement === document.body ? null : document.activeElement;
    input.focus();
    input.select();
  });
  if (!own) document.addEventListener("pointerdown", function (event) {
    var at = /** @type {Node} */ (event.target);
    if (!form.contains(at) && !results.contains(at)) { open(false); form.classList.remove("pb-finder--used"); before = null; }
  });
  form.addEventListener("focusout", function (event) {
    if (own || !event.relatedTarget || form.contains(event.relatedTarget) || results.contains(event.relatedTarget)) return;
    open(false);
    form.classList.remove("pb-finder--used");
  });

  // A keyboard on the screen leaves less room than the page knows of.
  if (window.visualViewport) window.visualViewport.addEventListener("resize", function () {
    document.documentElement.style.setProperty("--pb-seen", window.visualViewport.height + "px");
  });

  // The page begins ------------------------------------------------------------------------------------------------

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", "finder-results");
  input.setAttribute("aria-expanded", "false");
  if (own === "search") input.value = new URLSearchParams(location.search).get("q") || "";
  if (own) show();
  if (own && !input.value && window.matchMedia("(min-width: 60em) and (pointer: fine)").matches) input.focus({ preventScroll: true });
  (window.requestIdleCallback || window.setTimeout)(function () {
    // What has run once answers the first key sooner: words that are known, and one that is not.
    load().then(function () { answer(search.units[0] + " abcdefgh"); });
  });
})();
