// A passkey is made or used by the browser itself; this hands it what the page asks and sends on what it answers.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const ids = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

function answer(made) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[part]) response[part] = text(made.response[part]);
  }
  return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: {} });
}

function ask(asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge) };
  if (!asked.user) return navigator.credentials.get({ publicKey: { ...publicKey, allowCredentials: ids(asked.allowCredentials) } });
  const user = { ...asked.user, id: bytes(asked.user.id) };
  return navigator.credentials.create({ publicKey: { ...publicKey, user, excludeCredentials: ids(asked.excludeCredentials) } });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const said = form.querySelector("[data-said]");
  form.hidden = false;
  document.querySelector("[data-without]").hidden = true;
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    said.textContent = said.dataset.waits;
    try {
      if (!window.PublicKeyCredential) throw new Error("none");
      form.elements.answer.value = answer(await ask(JSON.parse(form.dataset.passkey)));
    } catch (fault) {
      said.textContent = fault.message === "none" ? said.dataset.none : said.dataset.failed;
      return;
    }
    form.submit();
  });
}
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
