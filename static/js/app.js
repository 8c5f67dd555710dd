/* Only what HTMX and HTML cannot do. Everything here may be absent: pages work without it. */
(function () {
  const root = document.documentElement;
  const all = (selector, within = document) => within.querySelectorAll(selector);
  const on = (name, listener, capture) => document.addEventListener(name, listener, capture);

  /* Theme: light, dark, or as the system has it */

  function showTheme() {
    const chosen = root.dataset.theme || "auto";
    all("[data-theme-choice]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
    });
  }

  function chooseTheme(theme) {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    showTheme();
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // Kept until the next page, then.
    }
  }

  /* Menus: one open at a time; closed by a click elsewhere, by Escape and by the act they held */

  const MENUS = "details.more[open], details.menu[open]";

  function closeMenus(except) {
    all(MENUS).forEach((menu) => {
      if (!menu.contains(except)) menu.open = false;
    });
  }

  on("click", (event) => {
    closeMenus(event.target);
    const button = event.target.closest("[data-theme-choice], [data-dismiss], [data-print], [data-reload]");
    if (!button) return;
    if (button.dataset.themeChoice) chooseTheme(button.dataset.themeChoice);
    else if ("dismiss" in button.dataset) button.closest(".message").remove();
    else if ("print" in button.dataset) window.print();
    else location.reload();
  });

  on("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement.closest(MENUS);
    closeMenus();
    if (menu) menu.querySelector("summary").focus();
  });

  /* A form is sent once, however often its button is pressed */

  const busy = (form, yes) => (yes ? form.setAttribute("aria-busy", "true") : form.removeAttribute("aria-busy"));

  on("submit", (event) => {
    if (event.target.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  on("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    busy(form, true);
    // The answer is a file: the page stays, and nothing tells that it came.
    if ("file" in form.dataset) setTimeout(() => busy(form, false), 2000);
  });

  window.addEventListener("pageshow", () => all("form[aria-busy]").forEach((form) => busy(form, false)));

  on("htmx:beforeRequest", ({ detail }) => {
    if (detail.elt.matches("form")) busy(detail.elt, true);
  });

  on("htmx:afterRequest", ({ detail }) => {
    busy(detail.elt, false);
    // What was typed is kept by now; the field that has the focus would say it again.
    if (detail.elt.matches("form[data-once]") && detail.xhr.status < 400) detail.elt.reset();
    const menu = detail.elt.closest("details.more") || detail.elt.querySelector(":scope.chosen details.more[open]");
    if (menu && detail.xhr.status < 400) menu.open = false;
  });

  /* A request that fails says so, and what to do */

  function say(failure) {
    const template = document.getElementById(`failure-${failure}`);
    const messages = document.getElementById("messages");
    if (template && messages) messages.replaceChildren(template.content.cloneNode(true));
  }

  // A widget that can't look again by itself tries again in a minute: nobody clicked, so nobody is told.
  const clicked = ({ detail }) => !detail.elt.matches("[data-refresh]");

  on("htmx:sendError", (event) => clicked(event) && say("network"));
  on("htmx:timeout", (event) => clicked(event) && say("network"));
  on("htmx:responseError", (event) => clicked(event) && say(event.detail.xhr.status >= 500 ? "server" : "stale"));

  /* A widget does not look again while somebody has a menu of it open, or is asked something in it */

  on("htmx:beforeRequest", (event) => {
    const widget = event.detail.elt.closest("[data-widget]");
    if (!clicked(event) && widget && widget.querySelector("details[open], .row__acts--asking")) event.preventDefault();
  });

  /* Rows that are ticked for an act on many: counted, and all of them with one click */

  function countTicked() {
    all("[data-ticked]").forEach((place) => {
      const rows = `input[name="${place.dataset.ticked}"]`;
      const [ticked, some] = [all(`${rows}:checked`).length, all(rows).length];
      place.querySelector("data").textContent = ticked;
      all(`[data-tick-all="${place.dataset.ticked}"]`).forEach((tick) => (tick.checked = some && ticked === some));
    });
  }

  on("change", ({ target }) => {
    const name = target.dataset.tickAll;
    if (name) all(`input[name="${name}"]`).forEach((tick) => (tick.checked = target.checked));
    countTicked();
  });

  on("htmx:afterSettle", countTicked);

  /* When what had the focus goes: to the likely act of the row that took its place, or to the message about it */

  const ROW = "[data-list] > *, #reservations tbody > tr";
  let place = null;

  function placeOf(element) {
    const row = element.closest(ROW);
    if (!row) return {};
    const list = row.parentElement.dataset.list;
    return { rows: list ? `[data-list="${list}"] > *` : ROW, index: [...row.parentElement.children].indexOf(row) };
  }

  on("htmx:beforeSwap", () => {
    const focused = document.activeElement;
    place = focused === document.body ? null : placeOf(focused);
  });

  on("htmx:afterSettle", () => {
    if (!place || document.activeElement !== document.body) return;
    const rows = place.rows ? all(place.rows) : [];
    const row = rows[Math.min(place.index, rows.length - 1)];
    const act = row && row.querySelector(".row__acts :is(button, a)");
    (act || document.querySelector("#messages :is(button, a)") || document.getElementById("main")).focus();
    place = null;
  });

  /* What a menu holds comes into view */

  on("toggle", ({ target }) => {
    if (target.matches("details.more[open]")) target.lastElementChild.scrollIntoView({ block: "nearest" });
  }, true);

  /* What is wrong comes into view */

  function findError(within) {
    const field = within.querySelector('[aria-invalid="true"]');
    if (field) field.focus();
  }

  on("htmx:afterSettle", ({ target }) => findError(target));

  /* The quick search: Ctrl K, ⌘ K or / opens it, arrows walk through what was found, Enter opens the first */

  const palette = document.getElementById("palette");

  function openPalette() {
    palette.showModal();
    const input = palette.querySelector("input");
    input.select();
    input.dispatchEvent(new Event("palette"));
  }

  if (palette) {
    on("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      const asked = (event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !typing);
      if (!asked || palette.open) return;
      event.preventDefault();
      openPalette();
    });
    on("click", (event) => {
      if (!event.target.closest("[data-palette-open]")) return;
      event.preventDefault();
      openPalette();
    });
    palette.addEventListener("click", (event) => event.target === palette && palette.close());
    palette.addEventListener("submit", (event) => {
      const first = palette.querySelector(".found__one");
      if (!first) return;
      event.preventDefault();
      first.click();
    });
    palette.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const stops = [palette.querySelector("input"), ...all(".found__one", palette)];
      const next = stops.indexOf(document.activeElement) + step;
      (stops[next] || stops[step > 0 ? stops.length - 1 : 0]).focus();
    });
  }

  /* A morph keeps what a person is typing and what they have open, but not the words of a button that was clicked */

  if (window.Idiomorph) {
    const [typedAt, askedAt] = [new WeakMap(), new WeakMap()];
    let asked = 0;
    const isNewer = (field) => typedAt.get(field) > asked;  // than the question that is being answered
    on("input", ({ target }) => typedAt.set(target, performance.now()), true);
    on("htmx:beforeRequest", ({ detail }) => askedAt.set(detail.xhr, performance.now()));
    on("htmx:beforeSwap", ({ detail }) => {
      asked = askedAt.get(detail.xhr) || Infinity;
      Idiomorph.defaults.ignoreActiveValue = document.activeElement.matches("input, textarea, select");
    });
    Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => {
      if (name === "open") return !node.matches("details");
      return !(["value", "checked"].includes(name) && isNewer(node));
    };
  }

  showTheme();
  countTicked();
  findError(document);
})();
