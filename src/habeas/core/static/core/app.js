/* Behaviour on top of pages that work without it. Texts come from data attributes, so they are translated by the server. */
(() => {
  "use strict";
  const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);
  const cookie = (name) => decodeURIComponent((document.cookie.match(`(?:^|; )${name}=([^;]*)`) || [])[1] || "");
  const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || cookie("csrftoken");
  const words = () => document.body.dataset;
  const fill = (text, values) => (text || "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrf();
  });
  document.addEventListener("htmx:responseError", (event) => say(fill(words().failed, { reason: event.detail.xhr.status })));
  document.addEventListener("htmx:sendError", () => say(words().offline));

  /* A form kept from before a new sign-in carries the token of now. */
  document.addEventListener("submit", (event) => {
    const token = event.target.matches?.("[data-again]") && event.target.elements.csrfmiddlewaretoken;
    if (token && cookie("csrftoken")) token.value = cookie("csrftoken");
  }, true);

  /* Messages that arrive later are shown and announced; the next success takes them away. */
  function say(text) {
    const region = document.getElementById("live");
    if (region) region.textContent = text;
  }
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) say(""); });

  /* Enter in the words that are looked for looks them up; everywhere else it saves. */
  document.addEventListener("keydown", (event) => {
    const button = event.key === "Enter" && event.target.closest?.(".look-up")?.querySelector("[name=look_up]");
    if (!button || event.target === button) return;
    event.preventDefault();
    button.click();
  });

  /* Drafts: the form is sent a moment after the last key, and says what became of it. */
  const dirty = new Set();
  function status(form, state, text) {
    const place = form.querySelector("[data-save-status]") || document.querySelector("[data-save-status]");
    if (!place) return;
    place.dataset.state = state;
    place.textContent = text;
  }
  async function save(form) {
    status(form, "saving", words().saving);
    const sent = new FormData(form);
    form.dataset.touched = "";
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: sent, headers: { "X-CSRFToken": csrf(), "X-Requested-With": "autosave" }, credentials: "same-origin",
      });
      if (!answer.ok || answer.redirected) throw new Error(await reason(answer));
      if (!form.dataset.touched) dirty.delete(form);
      status(form, "saved", fill(words().saved, { time: clock() }));
    } catch (error) {
      status(form, "failed", fill(words().notSaved, { reason: error instanceof TypeError ? words().offline : error.message }));
    }
  }
  async function reason(answer) {
    if (answer.redirected) return words().signedOut;
    const type = answer.headers.get("content-type") || "";
    if (!type.includes("json")) return `${answer.status}`;
    const body = await answer.json().catch(() => ({}));
    return body.error || `${answer.status}`;
  }
  function watch(form) {
    let timer;
    form.addEventListener("input", () => {
      dirty.add(form);
      form.dataset.touched = "yes";
      if (!form.dataset.autosave) return;
      clearTimeout(timer);
      timer = setTimeout(() => save(form), Number(form.dataset.autosaveAfter || 1500));
    });
    form.addEventListener("submit", () => { clearTimeout(timer); dirty.delete(form); });
  }
  window.addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });

  /* Questions before what cannot be undone. */
  document.addEventListener("submit", (event) => {
    const asked = event.submitter?.dataset.confirm || event.target.dataset.confirm;
    if (asked && !window.confirm(asked)) event.preventDefault();
  }, true);

  /* Dialogs open by name; the browser keeps the focus inside and gives it back. */
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) { event.preventDefault(); document.getElementById(opener.dataset.dialog)?.showModal(); }
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog")?.close();
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-theme-switch]")) switchTheme();
    each(document, "details.menu[open]", (menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  function switchTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    document.cookie = `habeas_theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
  }

  /* Keys: "/" search, "?" help, "g" then a letter goes to a page; never while someone is writing. */
  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      each(document, "details.menu[open]", (menu) => { menu.open = false; menu.querySelector("summary").focus(); });
      if (location.hash === "#nav") location.hash = "#menu";
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "/") { event.preventDefault(); document.getElementById("search")?.focus(); }
    else if (event.key === "?") document.getElementById("keys")?.showModal();
    else if (event.key === "g") going = Date.now();
    else if (Date.now() - going < 1200) {
      going = 0;
      document.querySelector(`[data-key="g ${CSS.escape(event.key)}"]`)?.click();
    }
  });

  /* Columns chosen are sent at once; "all" boxes tick the page. */
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches("[data-check-all]")) each(box.closest("table"), "tbody [name=chosen]", (one) => { one.checked = box.checked; });
    if (box.matches("[data-send]")) box.form.requestSubmit();
  });

  /* Two versions: "keep both" is typed by hand in the field, the choice only says which stands. */
  function start(root) {
    each(root, "form[data-autosave], form[data-guard]", watch);
    each(root, "[data-focus]", (element) => element.focus());
  }
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) start(event.target); });
})();
