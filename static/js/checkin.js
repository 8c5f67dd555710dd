/* The door: finds a party while one types, and keeps every tap until it is answered. The page works without it. */
(function () {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const on = (name, listener, capture) => document.addEventListener(name, listener, capture);

  /* Finding: the parties are on the page already, each with its words. As words_asked() in arrivals.py */

  let typed = byId("q").value;

  function asked(text) {
    const plain = text.replace("(0)", "");
    if (/^[\d\s()+/.-]+$/.test(plain)) return [plain.replace(/\D/g, "").replace(/^00/, "")];
    // Capitals first: they turn ß into SS, as folding case does.
    return plain.toUpperCase().toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").split(/\s+/);
  }

  function find() {
    const words = asked(typed);
    const rows = all(".door__party");
    rows.forEach((row) => {
      row.hidden = !words.every((word) => row.dataset.words.includes(word));
    });
    if (byId("nobody")) byId("nobody").hidden = rows.some((row) => !row.hidden);
  }

  on("input", ({ target }) => {
    if (target.id !== "q") return;
    typed = target.value;
    find();
  });

  // The next name replaces the one before.
  on("focusin", ({ target }) => target.id === "q" && target.select());

  on("submit", (event) => {
    if (!event.target.matches("[data-find]")) return;
    event.preventDefault();
    byId("q").blur();
  });

  /* `meer`: one sheet for all parties */

  const who = (row) => row.querySelector(".row__who").textContent;
  const hex = (byte) => byte.toString(16).padStart(2, "0");
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map(hex).join("");

  function openSheet(row) {
    const { party, status, guests, arrived } = row.dataset;
    const sheet = byId("sheet");
    const form = sheet.querySelector("form");
    const { token, seen_arrived: seen, arrived: number } = form.elements;
    sheet.dataset.party = party;
    byId("sheet-who").textContent = who(row);
    all("[data-of]", sheet).forEach((part) => {
      part.hidden = !part.dataset.of.split(" ").includes(status);
    });
    all("[data-act]", sheet).forEach((button) => {
      button.setAttribute("formaction", button.dataset.act.replace("/0/", `/${party}/`));
      button.value = fresh();
    });
    form.hidden = form.hidden || guests === "1";
    form.action = (form.dataset[status] || "").replace("/0/", `/${party}/`);
    [token.value, seen.value, number.value, number.max] = [fresh(), arrived, guests, guests];
    seen.disabled = status !== "checked_in";
    sheet.showModal();
  }

  on("click", (event) => {
    const more = event.target.closest("[data-more]");
    if (more) {
      event.preventDefault();
      openSheet(more.closest(".door__party"));
    }
    if (event.target.id === "sheet" || event.target.closest("[data-close]")) byId("sheet").close();
  });

  /* Taps: written down before they are sent, in order, each under its token, so that a repeat changes nothing twice */

  const KEY = "foyer-taps";
  const PATIENCE = 15_000;
  const AGAIN = 3_000;
  const GIVE_UP = 60_000;
  const TROUBLES = { 403: "stale", 502: "lost", 503: "lost", 504: "lost" };
  let memory = { taps: [], refused: [] };
  let isStored = true;
  let trouble = navigator.onLine ? "" : "lost";
  let sending = false;
  let timer = 0;
  let answers = 0;

  function kept() {
    if (!isStored) return memory;
    try {
      return JSON.parse(localStorage.getItem(KEY)) || { taps: [], refused: [] };
    } catch {
      return memory;
    }
  }

  function keep(change) {
    memory = kept();
    change(memory);
    try {
      localStorage.setItem(KEY, JSON.stringify(memory));
      isStored = true;
    } catch {
      // A browser that keeps nothing, or no more: until this page is left, then.
      isStored = false;
    }
    paint();
  }

  const isOf = (tap) => (other) => other.fields.token === tap.fields.token;
  const rowOf = (tap) => byId(`party-${tap.party}`);

  on("submit", (event) => {
    const { target: form, submitter } = event;
    if (!form.matches("[data-tap]")) return;
    event.preventDefault();
    byId("sheet").close();
    const { party } = submitter.closest("[data-party]").dataset;
    const row = byId(`party-${party}`);
    if (kept().taps.some((tap) => tap.party === party)) return;
    const fields = Object.fromEntries(new FormData(form, submitter));
    fields.next = row.dataset.answer;
    delete fields.csrfmiddlewaretoken;
    const address = submitter.getAttribute("formaction") || form.getAttribute("action");
    keep(({ taps }) => taps.push({ party, who: who(row), address, fields }));
    send();
  }, true);

  async function send() {
    clearTimeout(timer);
    if (sending) return;
    sending = true;
    let [tap] = kept().taps;
    while (tap && (await isAnswered(tap))) [tap] = kept().taps;
    sending = false;
    if (tap && trouble === "lost") timer = setTimeout(send, AGAIN);
    paint();
  }

  async function isAnswered(tap) {
    let response, words;
    try {
      response = await post(tap);
      words = await response.text();
    } catch {
      trouble = "lost";
      return false;
    }
    trouble = response.headers.has("HX-Redirect") ? "login" : TROUBLES[response.status] || "";
    if (response.status === 500 && Date.now() - (tap.failed || Date.now()) < GIVE_UP) {
      // It may pass: a server that starts, a database that is busy.
      trouble = "lost";
      keep(({ taps }) => taps.filter(isOf(tap)).forEach((one) => (one.failed = one.failed || Date.now())));
    }
    if (trouble) return false;
    keep((state) => (state.taps = state.taps.filter((other) => !isOf(tap)(other))));
    if (response.ok || response.status === 422) show(words, tap, response.ok);
    else refuse([`${tap.who}: ${byId("tap-failed").content.textContent}`]);
    return true;
  }

  function post({ address, fields }) {
    // As HTMX asks: then a session that has ended is said, instead of followed to the login page.
    const here = new URL(byId("door").elements.next.value, location).href;
    const asks = { "HX-Request": "true", "HX-Target": "main", "HX-Current-URL": here };
    const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), ...asks };
    const body = new URLSearchParams(fields);
    return fetch(address, { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE) });
  }

  /* The answer is a page: what stands here as well is taken from it */

  function show(words, tap, isDone) {
    answers += 1;
    const page = new DOMParser().parseFromString(words, "text/html");
    const row = rowOf(tap);
    const hadFocus = row && row.contains(document.activeElement);
    all("[data-fresh], #messages, #nav-count, #nav-overdue, .row__acts--asking", page).forEach((node) => {
      const old = byId(node.id);
      if (!old) return;
      old.replaceWith(node);
      htmx.process(node);
    });
    // Who is expected no more, or at another event, is not in the answer.
    if (row && row.isConnected && isDone) row.remove();
    const field = rowOf(tap) && rowOf(tap).querySelector('[aria-invalid="true"]');
    if (field) field.focus();
    else if (hadFocus && rowOf(tap)) rowOf(tap).querySelector("[data-more]").focus();
    refuse(all('#messages [data-level="error"]').map((message) => {
      message.remove();
      return message.querySelector("p").textContent;
    }));
    find();
  }

  const refuse = (sentences) => sentences.length && keep(({ refused }) => refused.push(...sentences));

  on("click", ({ target }) => target.closest("[data-seen]") && keep((state) => (state.refused = [])));

  /* What is said of it */

  function paint() {
    const { taps, refused } = kept();
    all(".door__party").forEach((row) => {
      const waits = taps.some((tap) => tap.party === row.dataset.party);
      const note = row.querySelector(".door__waits");
      if (waits) row.setAttribute("aria-busy", "true");
      else row.removeAttribute("aria-busy");
      if (waits && trouble && !note) row.append(byId("tap-waits").content.cloneNode(true));
      if (note && !(waits && trouble)) note.remove();
    });
    say("connection", trouble && `connection-${trouble}`, [taps.length], ([count], banner) => {
      banner.querySelector("[data-count]").textContent = count;
    });
    say("refused", refused.length && "taps-refused", refused, (sentences, banner) => {
      const items = sentences.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
      banner.querySelector("ul").append(...items);
    });
  }

  // Anew only when it is something else: who hears the page hears it once.
  function say(id, template, about, fill) {
    const place = byId(id);
    const what = template ? JSON.stringify([template, about]) : "";
    if ((place.dataset.says || "") === what) return;
    place.dataset.says = what;
    place.replaceChildren();
    if (!template) return;
    place.append(byId(template).content.cloneNode(true));
    fill(about, place);
  }

  /* When the connection goes and comes */

  window.addEventListener("offline", () => {
    trouble = "lost";
    paint();
  });
  window.addEventListener("online", () => {
    trouble = "";
    send();
  });
  window.addEventListener("storage", ({ key }) => key === KEY && paint());
  on("visibilitychange", () => !document.hidden && send());

  /* What HTMX brings: the list looks again by itself, but not over a tap */

  const looksAgain = ({ detail }) => detail.elt.matches("[data-refresh]");
  let asOf = 0;

  on("htmx:beforeRequest", (event) => {
    if (!looksAgain(event)) return;
    asOf = answers;
    if (kept().taps.length) event.preventDefault();
  });
  on("htmx:beforeOnLoad", (event) => {
    if (!looksAgain(event) || !event.detail.xhr.getResponseHeader("HX-Redirect")) return;
    event.preventDefault();
    trouble = "login";
    paint();
  });
  on("htmx:beforeSwap", ({ detail }) => {
    const isOlder = asOf !== answers || kept().taps.length > 0;
    if (detail.requestConfig.elt.matches("[data-refresh]") && isOlder) detail.shouldSwap = false;
  });
  on("htmx:afterRequest", ({ detail }) => {
    if (!detail.xhr.status) trouble = "lost";
    else if (trouble !== "stale" && !detail.xhr.getResponseHeader("HX-Redirect")) trouble = "";
    const walkIn = detail.elt.closest("#walk-in details");
    if (walkIn && detail.xhr.status < 400) [walkIn.open, typed] = [false, ""];
    send();
  });
  on("htmx:afterSwap", () => {
    if (byId("q").value !== typed) byId("q").value = typed;
    find();
    paint();
  });

  // Of several events today the chosen one may stand beyond the edge of a phone.
  all('.tabs [aria-current="page"]').forEach((tab) => tab.scrollIntoView({ block: "nearest", inline: "center" }));
  find();
  send();
})();
