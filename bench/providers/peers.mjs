// The provider names of each installed peer.
import { readdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { OAUTH_PROVIDERS } from "@clerk/shared/oauth"
import * as arcticExports from "arctic"
import { Management } from "auth0"
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

/** Its list is a type only. */
export function supabase() {
  const types = fileURLToPath(new URL("lib/types.d.ts", import.meta.resolve("@supabase/auth-js")))
  const [, union = ""] = /type Provider =([\s\S]*?);/.exec(readFileSync(types, "utf8")) ?? []
  return [...union.matchAll(/'([\w-]+)'/g)].map(([, name]) => name)
}

export function clerk() {
  return OAUTH_PROVIDERS.map(({ provider }) => provider)
}

/** Strategies that are no provider, or Auth0's own: databases, passwordless sign-ins, directories, generic protocols, tools. */
const otherStrategies =
  "ad adfs auth0-adldap auth0 custom email ip oauth1 oauth2 oidc sms notion-mcp cloudflare-mcp hubspot-mcp linear-mcp sentry-mcp".split(
    " ",
  )

export function auth0() {
  return Object.values(Management.ConnectionStrategyEnum).filter((name) => !otherStrategies.includes(name))
}
