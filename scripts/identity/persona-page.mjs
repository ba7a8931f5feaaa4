/** The page on which a developer chooses the persona to sign in as. */
import { escape, page } from "./page.mjs"

/** @type {Record<string, string>} */
const meaning = {
  openid: "Who you are",
  profile: "Name and picture",
  email: "Email address",
  offline_access: "Access while you are away",
  "read:user": "Name and picture",
  "user:email": "Email addresses",
}

/**
 * @typedef {object} Choice
 * @property {import("./page.mjs").Brand} brand
 * @property {{ name: string, origin: string }} app the client
 * @property {string} scope the requested scope, as sent
 * @property {readonly import("./personas.mjs").Persona[]} personas
 * @property {string} action the action of the form
 * @property {string} field the name of the field with the choice
 * @property {(persona: import("./personas.mjs").Persona) => string} value the value of the field for a persona
 * @property {Iterable<readonly [string, string]>} [hidden] fields to pass through
 */

/**
 * @param {Choice} choice
 * @returns {string} an HTML document
 */
export function personaPage({ brand, app, scope, personas, action, field, value, hidden = [] }) {
  const scopes = [...new Set(scope.split(/[\s,]+/).filter(Boolean))]
  return page({
    brand,
    title: "Choose who to sign in as",
    body: `<h1>Choose who to sign in as</h1>
<p class="lead"><strong>${escape(app.name)}</strong> at ${escape(new URL(app.origin).host)} ${scopes.length ? "asks for:" : "asks who you are."}</p>
${scopes.length ? `<ul class="scopes">${scopes.map((name) => `<li>${escape(meaning[name] ?? name)}</li>`).join("")}</ul>` : ""}
<form method="post" action="${escape(action)}">
${Array.from(hidden, ([name, text]) => `<input type="hidden" name="${escape(name)}" value="${escape(text)}">`).join("\n")}
<ul class="personas">
${personas.map((persona) => card(persona, field, value(persona))).join("\n")}
</ul>
<button class="quiet" name="deny" value="yes">Deny access</button>
</form>`,
  })
}

/**
 * @param {import("./personas.mjs").Persona} persona
 * @param {string} field
 * @param {string} value
 */
function card({ id, name, email, label }, field, value) {
  return `<li><button class="persona" name="${escape(field)}" value="${escape(value)}" aria-labelledby="${id}-name" aria-describedby="${id}-about">
<img src="/avatars/${id}.svg" alt="" width="40" height="40">
<span class="words"><span class="name" id="${id}-name" dir="auto">${escape(name)}</span>
<span class="about" id="${id}-about"><span class="address">${email ? escape(email) : "Shares no address"}</span> <span class="pill">${escape(label)}</span></span></span>
<span class="chevron" aria-hidden="true"></span>
</button></li>`
}
