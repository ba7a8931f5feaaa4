// A client is a provider with the owner's keys. Which ones are enabled is decided here, from the environment.
import { createHash } from "node:crypto"
import { env, isLoopback, setting } from "../env"
import { config } from "./config"
import { AuthError } from "./errors"
import type { PrivateKey } from "./crypto/private-key"
import * as catalogue from "./providers"
import type { Provider, TokenAuth } from "./providers/types"
import {
  keyProblems,
  privateKeyOf,
  tokenAuthOf,
  variable,
  variablesOf,
  withSettings,
} from "./client-variables"

export type Client = {
  /** With every setting filled in. */
  provider: Provider
  /** The issuer's address; for a provider without one, the host that is asked. */
  issuer: string
  clientId: string
  clientSecret: string
  /** How the client proves itself to the provider; undefined where the provider does not say. */
  tokenAuth: TokenAuth | undefined
  /** Where `tokenAuth` needs one. */
  privateKey: PrivateKey | undefined
  /** Who signs a minted secret. */
  team: string
  redirectUri: string
  /** The owner pointed this provider at this machine: plain http is allowed to loopback hosts. */
  loopback: boolean
  /** The hosts that owner and catalogue name. Only they may have private addresses. */
  hosts: readonly string[]
  /** How far the provider's clock may be off. */
  clockSkewSeconds: number
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
export function clientProblems(deployed: boolean): string[] {
  return named().flatMap((provider) => {
    const { missing, present } = variablesOf(provider)
    if (present.length === 0) return []
    if (missing.length > 0) {
      const examples = Object.entries(provider.examples ?? {})
        .map(([name, example]) => ` ${variable(provider.id, name)} looks like ${example}.`)
        .join("")
      return [
        `${missing.join(", ")}: not set, but ${present.join(", ")} is. Set all of them to enable ${provider.name}, or none.${examples}`,
      ]
    }
    return [...addressProblems(provider, deployed), ...keyProblems(provider)]
  })
}

function addressProblems(provider: Provider, deployed: boolean): string[] {
  const names = Object.keys(provider.settings ?? {}).map((name) => variable(provider.id, name))
  const invalid = names.filter(
    (name) =>
      /_(ISSUER|AUTHORIZATION|TOKEN|USERINFO)$/.test(name) &&
      setting(name) &&
      !URL.canParse(setting(name) ?? ""),
  )
  if (invalid.length > 0) return invalid.map((name) => `${name} is not a web address: ${setting(name)}`)
  return addresses(withSettings(provider)).flatMap(({ protocol, hostname, href }) => {
    if (protocol === "https:") return []
    if (deployed) return [`${provider.name} is configured at ${href}: a deployed app talks https only.`]
    return protocol === "http:" && isLoopback(hostname)
      ? []
      : [`${provider.name} is configured at ${href}: plain http is for localhost only.`]
  })
}

/** Those that some variable is about. Looking closer at hundreds of others would take as long as the rest of the start. */
function named(): Provider[] {
  const names = Object.keys(process.env).filter((name) => name.startsWith("AUTH_"))
  return Object.values(catalogue).filter(({ id }) => {
    const start = variable(id, "")
    return names.some((name) => name.startsWith(start))
  })
}

function enabledById(): Map<string, Client> {
  return (enabled ??= new Map(
    named()
      .filter((provider) => variablesOf(provider).missing.length === 0)
      .map((provider) => [provider.id, client(provider)]),
  ))
}

function client(provider: Provider): Client {
  const filled = withSettings(provider)
  const issuer =
    filled.protocol === "oidc"
      ? (filled.settings.issuer ?? "")
      : (filled.protocol === "oauth2" && filled.issuer) || new URL(filled.authorization ?? "").origin
  const asked = addresses(filled)
  const clientId = setting(variable(provider.id, "id")) ?? ""
  const redirectUri =
    (env().redirectProxy ?? env()).origin + config.callback.replace(":provider", provider.id)
  return {
    provider: filled,
    issuer,
    clientId,
    clientSecret: setting(variable(provider.id, "secret")) ?? "",
    tokenAuth: tokenAuthOf(provider),
    privateKey: privateKeyOf(provider),
    team: setting(variable(provider.id, "team")) ?? "",
    redirectUri,
    loopback: asked.some(({ protocol }) => protocol === "http:"),
    hosts: asked.map(({ hostname }) => hostname),
    clockSkewSeconds: provider.clockSkewSeconds ?? config.clockSkewSeconds,
    fingerprint: createHash("sha256")
      .update([issuer, clientId, redirectUri].join(" "))
      .digest("base64url")
      .slice(0, 22),
  }
}

/** The addresses that a provider is asked at, as far as they are known before discovery. */
function addresses(filled: Provider): URL[] {
  const texts = addressTexts(filled)
  return texts.flatMap((text) => (text && URL.canParse(text) ? [new URL(text)] : []))
}

function addressTexts(filled: Provider): (string | undefined)[] {
  if (filled.protocol === "oidc") return [filled.settings.issuer ?? ""]
  const { authorization, token, userinfo } = filled
  const more =
    filled.protocol === "oauth1"
      ? [filled.requestToken]
      : [filled.issuer, filled.revocation, ...Object.values(filled.extraRequests ?? {})]
  return [authorization, token, userinfo, ...more]
}
