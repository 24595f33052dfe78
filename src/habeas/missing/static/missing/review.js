// Deciding a pair with the keyboard: 1, 2, 3 press the verdicts, r goes to the reason.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const form = document.querySelector("[data-decide]");
  const field = event.target.closest("input, textarea, select");
  if (!form) return;
  if (field) {
    if (event.key === "Escape") field.blur();
    return;
  }
  if (event.key === "r") {
    event.preventDefault();
    form.querySelector("[name=reason]").focus();
    return;
  }
  const button = form.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});
