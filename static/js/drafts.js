/* What was typed outlives a session that ended: kept in this tab on the way to the login page, put back behind it. */
(function () {
  const KEY = "foyer-draft";
  const LASTS = 60 * 60 * 1000;
  const forms = () => [...document.querySelectorAll('#main form[method="post"]')];
  const addressOf = (form) => form.getAttribute("action") || "";

  function isChanged(field) {
    if (!field.name || field.type === "hidden" || field.type === "password") return false;
    if (field.matches('[type="radio"], [type="checkbox"]')) return field.checked !== field.defaultChecked;
    if (field.matches("select")) return [...field.options].some((option) => option.selected !== option.defaultSelected);
    return field.value !== field.defaultValue;
  }

  function typed() {
    return forms().flatMap((form) =>
      [...form.elements].filter(isChanged).map((field) => {
        const { name, value, type } = field;
        return { form: addressOf(form), name, value, checked: field.checked, chosen: type === "radio" || type === "checkbox" };
      }),
    );
  }

  function keep() {
    const fields = typed();
    if (!fields.length) return;
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, at: Date.now(), fields }));
    } catch {
      // A browser that keeps nothing.
    }
  }

  function kept() {
    try {
      const draft = JSON.parse(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
      return draft && draft.path === location.pathname && Date.now() - draft.at < LASTS ? draft.fields : [];
    } catch {
      return [];
    }
  }

  function putBack({ form: address, name, value, checked, chosen }) {
    const form = forms().find((each) => addressOf(each) === address);
    const fields = form ? [...form.elements].filter((each) => each.name === name) : [];
    const field = chosen ? fields.find((each) => each.value === value) : fields[0];
    if (!field) return null;
    if (chosen) field.checked = checked;
    else field.value = value;
    const fold = field.closest("details");
    if (fold) fold.open = true;
    return field;
  }

  document.addEventListener("htmx:beforeOnLoad", ({ detail }) => detail.xhr.getResponseHeader("HX-Redirect") && keep());

  if (document.querySelector("#main")) {
    const fields = kept().map(putBack).filter(Boolean);
    if (fields.length) {
      document.getElementById("messages").append(document.getElementById("draft-back").content.cloneNode(true));
      fields[0].dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
})();
