/* Passkeys: a form with data-passkey asks the device and sends what it answers. */
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  function toCreate(options) {
    const wanted = options.publicKey;
    return {
      ...wanted,
      challenge: bytes(wanted.challenge),
      user: { ...wanted.user, id: bytes(wanted.user.id) },
      excludeCredentials: known(wanted.excludeCredentials),
      authenticatorSelection: {
        ...wanted.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
      },
    };
  }
  function toGet(options) {
    const wanted = options.publicKey;
    return { ...wanted, challenge: bytes(wanted.challenge), allowCredentials: known(wanted.allowCredentials) };
  }
  function answered(credential) {
    const response = { clientDataJSON: text(credential.response.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return {
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  }
  async function optionsOf(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  }
  async function ask(form) {
    const says = form.querySelector("[data-says]");
    says.textContent = form.dataset.waiting;
    try {
      const options = await optionsOf(form);
      const credential = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: toCreate(options) })
        : await navigator.credentials.get({ publicKey: toGet(options) });
      form.elements.credential.value = JSON.stringify(answered(credential));
      form.submit();
    } catch (error) {
      says.textContent = form.dataset.failed;
    }
  }
  const able = Boolean(window.PublicKeyCredential && navigator.credentials);
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = !able;
    form.addEventListener("submit", (event) => { event.preventDefault(); ask(form); });
  });
  document.querySelectorAll("[data-without-passkeys]").forEach((part) => { part.hidden = able; });
})();
