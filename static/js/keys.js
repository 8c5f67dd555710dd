/* Keys for who works without a mouse: one each, listed on ?, and switched off there (WCAG 2.1.4). */
(function () {
  const list = document.getElementById("keys");
  if (!list) return;
  const ROWS = "[data-list] > *, .table tbody > tr";
  const SECOND_KEY = 1_500;  // milliseconds after g
  let going = 0;

  const isOn = () => {
    try {
      return localStorage.getItem("keys") !== "off";
    } catch {
      return true;
    }
  };

  function walk(step) {
    const rows = [...document.querySelectorAll(ROWS)].filter((row) => row.querySelector("a[href]"));
    const here = rows.indexOf(document.activeElement.closest(ROWS));
    const next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + step, 0), rows.length - 1);
    if (rows.length) rows[next].querySelector("a[href]").focus();
  }

  function confirmRow() {
    const row = document.activeElement.closest(ROWS);
    const button = row && row.querySelector('form[action$="/confirmation/"] button');
    if (button) button.click();
  }

  function undo() {
    const button = document.querySelector("#messages form button");
    if (button) button.click();
  }

  function follow(link) {
    if (link) link.click();
  }

  const ACTS = {
    j: () => walk(1),
    k: () => walk(-1),
    c: confirmRow,
    u: undo,
    n: () => follow(list.querySelector("[data-key-new]")),
    g: () => (going = performance.now()),
    "?": () => list.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !isOn() || document.querySelector("dialog[open]")) return;
    const goes = going && performance.now() - going < SECOND_KEY;
    const link = goes && document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    going = 0;
    if (!link && !Object.hasOwn(ACTS, event.key)) return;
    event.preventDefault();
    if (link) link.click();
    else ACTS[event.key]();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-open]")) list.showModal();
    else if (event.target === list || event.target.closest("[data-keys-close]")) list.close();
  });

  const tick = list.querySelector("input");
  tick.checked = isOn();
  tick.addEventListener("change", () => {
    try {
      localStorage.setItem("keys", tick.checked ? "on" : "off");
    } catch {
      // Until the next page, then, they stay as they are.
    }
  });
})();
