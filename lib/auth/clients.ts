// A client is a provider with the owner's keys. Which ones are enabled is decided here, from the environment.
import { createHash } from "node:crypto"
import { env, isLoopback, setting } from "../env"
import { config } from "./config"
import { AuthError } from "./errors"
import * as catalogue from "./providers"
import type { Provider } from "./providers/types"

export type Client = {
  /** With every setting filled in. */
  provider: Provider
  /** The issuer's address; for a provider without one, the host that is asked. */
  issuer: string
  clientId: string
  clientSecret: string
  redirectUri: string
  /** The owner pointed this provider at this machine: plain http is allowed to loopback hosts. */
  loopback: boolean
  /** Binds an attempt to issuer, client id and redirect URI. */
  fingerprint: string
}

let enabled: Map<string, Client> | undefined

/** The enabled clients, in the order of the catalogue. */
export function clients(): Client[] {
  return [...enabledById().values()]
}

/** @throws AuthError unknown_provider */
export function clientFor(id: string): Client {
  const client = enabledById().get(id)
  if (!client) throw new AuthError("unknown_provider")
  return client
}

/** One plain line for each fault in the providers' variables. */
export function clientFaults(deployed: boolean): string[] {
  return Object.values(catalogue).flatMap((provider) => {
    const { missing, present } = variables(provider)
    if (present.length === 0) return []
    if (missing.length > 0)
      return [
        `${missing.join(", ")}: not set, but ${present.join(", ")} is. Set all of them to enable ${provider.name}, or none.`,
      ]
    return addressFaults(provider, deployed)
  })
}

function addressFaults(provider: Provider, deployed: boolean): string[] {
  const names = Object.keys(provider.settings ?? {}).map((name) => variable(provider.id, name))
  const invalid = names.filter(
    (name) =>
      /_(ISSUER|AUTHORIZATION|TOKEN|USERINFO)$/.test(name) &&
      setting(name) &&
      !URL.canParse(setting(name) ?? ""),
  )
  if (invalid.length > 0) return invalid.map((name) => `${name} is not a web address: ${setting(name)}`)
  return addresses(fill(provider)).flatMap(({ protocol, hostname, href }) => {
    if (protocol === "https:") return []
    if (deployed) return [`${provider.name} is configured at ${href}: a deployed app talks https only.`]
    return protocol === "http:" && isLoopback(hostname)
      ? []
      : [`${provider.name} is configured at ${href}: plain http is for localhost only.`]
  })
}

function enabledById(): Map<string, Client> {
  return (enabled ??= new Map(
    Object.values(catalogue)
      .filter((provider) => variables(provider).missing.length === 0)
      .map((provider) => [provider.id, client(provider)]),
  ))
}

function client(provider: Provider): Client {
  const filled = fill(provider)
  const issuer =
    filled.protocol === "oidc"
      ? (filled.settings.issuer ?? "")
      : (filled.protocol === "oauth2" && filled.issuer) || new URL(filled.authorization).origin
  const clientId = setting(variable(provider.id, "id")) ?? ""
  const redirectUri = env().origin + config.callback.replace(":provider", provider.id)
  return {
    provider: filled,
    issuer,
    clientId,
    clientSecret: setting(variable(provider.id, "secret")) ?? "",
    redirectUri,
    loopback: addresses(filled).some(({ protocol }) => protocol === "http:"),
    fingerprint: createHash("sha256")
      .update([issuer, clientId, redirectUri].join(" "))
      .digest("base64url")
      .slice(0, 22),
  }
}

/** Puts the owner's values in the place of `{name}` everywhere in a provider. */
function fill(provider: Provider): Provider {
  const settings: Record<string, string> = {}
  for (const [name, byDefault] of Object.entries(provider.settings ?? {}))
    settings[name] = setting(variable(provider.id, name)) ?? byDefault ?? ""
  const isSelfHosted = settings.issuer !== provider.settings?.issuer
  const filled = {
    ...provider,
    ...(isSelfHosted && provider.protocol === "oauth2" && provider.selfHosted),
    settings,
    name: setting(variable(provider.id, "name")) ?? provider.name,
    scope: setting(variable(provider.id, "scope")) ?? provider.scope,
  }
  return JSON.parse(JSON.stringify(filled), (_, value: unknown) =>
    typeof value === "string" ? fillText(value, settings) : value,
  )
}

/** An issuer may end with a slash, and an address must not have two. */
function fillText(text: string, settings: Record<string, string>): string {
  return text.replace(/\{(\w+)\}(\/?)/g, (_, name: string, slash: string) => {
    const value = settings[name] ?? ""
    return slash ? value.replace(/\/$/, "") + slash : value
  })
}

function variables(provider: Provider): { missing: string[]; present: string[] } {
  const required = Object.entries(provider.settings ?? {}).filter(([, byDefault]) => byDefault === null)
  const names = ["id", "secret", ...required.map(([name]) => name)].map((name) => variable(provider.id, name))
  return { missing: names.filter((name) => !setting(name)), present: names.filter((name) => setting(name)) }
}

/** AUTH_GITHUB_ISSUER for the setting `issuer` of `github`. */
function variable(id: string, name: string): string {
  return `AUTH_${id}_${name}`.replaceAll("-", "_").toUpperCase()
}

/** The addresses that a provider is asked at, as far as they are known before discovery. */
function addresses(filled: Provider): URL[] {
  return addressTexts(filled)
    .filter((text) => URL.canParse(text))
    .map((text) => new URL(text))
}

function addressTexts(filled: Provider): string[] {
  if (filled.protocol === "oidc") return [filled.settings.issuer ?? ""]
  const { authorization, token, userinfo = "" } = filled
  const more = filled.protocol === "oauth1" ? [filled.requestToken] : Object.values(filled.also ?? {})
  return [authorization, token, userinfo, ...more]
}
