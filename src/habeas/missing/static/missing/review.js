// Deciding a pair with the keyboard: 1, 2, 3 press the verdicts, s and p turn the pages, r and d go to the fields.
"use strict";
(() => {
  const SETTLED = 350; // ms: a key pressed twice, or held, must not decide the next pair unread
  let since = performance.now();
  let sent = false;
  addEventListener("pageshow", () => { since = performance.now(); sent = false; });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-decide]")) return;
    if (sent) event.preventDefault();
    sent = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const review = document.querySelector("[data-review]");
    const field = event.target.closest("input, textarea, select");
    if (!review) return;
    if (field && event.key === "Escape") return field.blur();
    if (field && field.type !== "checkbox") return;
    const reason = review.querySelector("[name=reason]");
    const proved = review.querySelector("[name=duplicates_proved]");
    const target = review.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (event.key === "r" && reason) reason.focus();
    else if (event.key === "d" && proved) { proved.click(); proved.focus(); }
    else if (target) { if (!event.repeat && performance.now() - since > SETTLED) target.click(); }
    else return;
    event.preventDefault();
  });
})();
