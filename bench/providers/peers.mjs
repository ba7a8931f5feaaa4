// The provider names of each installed peer.
import { readdirSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import * as arcticExports from "arctic"
import * as genericOAuth from "better-auth/plugins/generic-oauth"
import { socialProviders } from "better-auth/social-providers"

/** Files of the folder that are not OAuth providers. */
const otherFiles =
  "credentials email forwardemail index loops mailgun nodemailer oauth oauth-types passkey postmark provider-types resend sendgrid webauthn".split(
    " ",
  )

export function authjs() {
  const folder = dirname(fileURLToPath(import.meta.resolve("@auth/core/providers/github")))
  return readdirSync(folder)
    .flatMap((file) => /^(.+)\.js$/.exec(file)?.[1] ?? [])
    .filter((name) => !otherFiles.includes(name))
}

export function betterAuth() {
  const presets = Object.keys(genericOAuth).filter((name) => name !== "genericOAuth")
  return [...new Set([...Object.keys(socialProviders), ...presets])]
}

export function arctic() {
  return Object.entries(arcticExports)
    .filter(([name, value]) => name !== "OAuth2Client" && value.prototype?.createAuthorizationURL)
    .map(([name]) => name)
}

export function grant() {
  return Object.keys(createRequire(import.meta.url)("grant/config/oauth.json"))
}
