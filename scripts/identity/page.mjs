/** The pages of the local identity servers. No scripts and no external resources. */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"

/**
 * @typedef {object} Brand
 * @property {string} id
 * @property {string} name
 * @property {boolean} emulated
 */

const style = readFileSync(new URL("page.css", import.meta.url), "utf8")
const styleHash = createHash("sha256").update(style).digest("base64")
const arch = `<svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"><path d="M4 17V9a6 6 0 0 1 12 0v8M8 17V9.5a2 2 0 0 1 4 0V17"/></svg>`

/**
 * @param {object} parts
 * @param {Brand} parts.brand
 * @param {string} parts.title
 * @param {string} parts.body
 * @returns {string} an HTML document
 */
export function page({ brand, title, body }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)} · ${escape(brand.name)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<div class="brand"><span class="icon icon-${brand.id}" aria-hidden="true">${brand.id === "oidc" ? arch : escape(brand.name.charAt(0))}</span>${escape(brand.name)}<span class="tag">${brand.emulated ? "Emulated" : "Development"}</span></div>
${body}
</main>
<footer>${brand.emulated ? `This is not ${escape(brand.name)}: it` : escape(brand.name)} runs on this machine, for development and tests only. The personas are invented and need no password.</footer>
</body>
</html>
`
}

/**
 * A page with a message.
 * @param {{ brand: Brand, title: string, text: string, detail?: string, action?: string }} parts `action` is HTML
 * @returns {string} an HTML document
 */
export function messagePage({ brand, title, text, detail, action = "" }) {
  return page({
    brand,
    title,
    body: `<h1>${escape(title)}</h1>
<p class="lead">${escape(text)}</p>${detail ? `\n<p class="detail">${escape(detail)}</p>` : ""}${action}`,
  })
}

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
 * @property {Brand} brand
 * @property {{ name: string, origin: string }} app the client
 * @property {string} scope the requested scope, as sent
 * @property {readonly import("./personas.mjs").Persona[]} personas
 * @property {string} action the action of the form
 * @property {string} field the name of the field with the choice
 * @property {(persona: import("./personas.mjs").Persona) => string} value the value of the field for a persona
 * @property {Iterable<readonly [string, string]>} [hidden] fields to pass through
 */

/**
 * The page on which a developer chooses the persona to sign in as.
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

/**
 * The headers of a page.
 * @param {readonly string[]} [targets] origins to which a form may redirect: Chromium applies form-action to every redirect
 * @returns {Record<string, string>}
 */
export function pageHeaders(targets = []) {
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      "img-src 'self' data:",
      ["form-action 'self'", ...targets].join(" "),
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join("; "),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
  }
}

/**
 * @param {string} text
 * @returns {string} the text, safe in HTML content and attributes
 */
export function escape(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
