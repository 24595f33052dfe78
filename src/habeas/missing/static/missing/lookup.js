// Choosing from what is offered under a field: its number goes into the field.
"use strict";
document.addEventListener("click", (event) => {
  const offer = event.target.closest("[data-pick]");
  if (!offer) return;
  const list = offer.closest("[data-offers]");
  const field = document.querySelector(`[hx-target="#${CSS.escape(list.id)}"]`);
  field.value = offer.dataset.pick;
  list.replaceChildren(document.createTextNode(offer.textContent));
  field.focus();
});
