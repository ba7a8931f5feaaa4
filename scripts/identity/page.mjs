/** The layout of every page of the local identity servers. No scripts and no external resources. */
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
