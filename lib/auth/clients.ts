// A client is a provider with this app's credentials. The environment decides which providers are enabled.
import { createHash } from "node:crypto"
import { env, isLoopback, setting } from "../env"
import type { Problem } from "../problem"
import { allProviders } from "./all-providers"
import { apiProblems, listedApis } from "./client-apis"
import { decryptionKeysOf, keyProblems, nextKeyOf, privateKeyOf } from "./client-keys"
import { fromEnvironment, registrationProblems, tokenAuthVariable } from "./client-registration"
import { tokenAuthOf, variable, variablesOf, withSettings } from "./client-variables"
import { config } from "./config"
import type { DecryptionKey, PrivateKey } from "./crypto/private-key"
import { announcedSettings, customProblems } from "./custom-options"
import type { Provider, TokenAuth } from "./providers/types"
import { securityProfileProblems } from "./security-profile"
import { unregisteredClient, unregisteredProblems } from "./unregistered-client"

export type Client = {
  /** With all placeholders filled. */
  provider: Provider
  /** Identifies accounts, together with the provider and the user's id: `issuerOf`. */
  issuer: string
  clientId: string
  clientSecret: string
  /** The client authentication method; undefined if the provider declares none. */
  tokenAuth: TokenAuth | undefined
  /** Set if `tokenAuth` needs one. */
  privateKey: PrivateKey | undefined
  /** The key that will sign after a rotation; after it, the former one. */
  nextKey?: PrivateKey | undefined
  /** Set if the provider encrypts ID tokens for this client; one that is not encrypted is then rejected. */
  decryptionKeys?: readonly DecryptionKey[] | undefined
  /** The issuer of a client secret that is created for each request (`client_secret_minted`). */
  team: string
  redirectUri: string
  /** The provider is configured at a loopback host, so plain http to loopback hosts is allowed. */
  loopback: boolean
  /** The hosts that the owner and the catalogue name. Only these may have private addresses. */
  hosts: readonly string[]
  /** The origins to which `providerFetch` may send the user's tokens. */
  apis: readonly string[]
  /** The domains, in ASCII, of the addresses that this client may vouch for; undefined for any. */
  vouchesFor?: readonly string[]
  /** The tolerated difference between the provider's clock and ours. */
  clockSkewSeconds: number
  /** Binds an attempt to issuer, client id and redirect URI. */
  fingerprint: string
}

export type ConfiguredIssuer = { provider: string; issuer: string; hasTenants: boolean }

let enabled: Map<string, Client> | undefined

/** The clients that the environment enables, in the order of the catalogue. `findClient` also finds those of connections. */
export function clients(): Client[] {
  return [...enabledById().values()]
}

/** The client of a provider that the environment enables. */
export function configuredClient(id: string): Client | undefined {
  return enabledById().get(id)
}

/** Every problem of the providers' variables. */
export function clientProblems(deployed: boolean): Problem[] {
  return configuredProviders().flatMap((provider) => {
    const { missing, present } = variablesOf(provider)
    if (present.length === 0) return []
    if (missing.length > 0) return [missingProblem(provider, missing, present)]
    return [
      addressProblems(provider, deployed),
      ...[
        keyProblems,
        registrationProblems,
        customProblems,
        apiProblems,
        securityProfileProblems,
        unregisteredProblems,
      ].map((problems) => problems(provider)),
    ].flat()
  })
}

function missingProblem(provider: Provider, missing: string[], present: string[]): Problem {
  const verb = (names: string[]) => (names.length > 1 ? "are" : "is")
  return {
    variable: missing.join(", "),
    problem: `${verb(missing)} not set, but ${present.join(", ")} ${verb(present)}.`,
    fix: [`Set all of them to enable ${provider.name}, or none.`, ...hintsFor(provider, missing)].join(" "),
  }
}

function hintsFor(provider: Provider, missing: string[]): string[] {
  const { id, protocol, custom, examples = {} } = provider
  const isMissing = (name: string) => missing.includes(variable(id, name))
  const tokenAuth = tokenAuthVariable(provider)
  const mayBePublic =
    tokenAuth && (custom || protocol === "oidc") && missing.join() === variable(id, "secret")
  return [
    ...Object.entries(examples)
      .filter(([name]) => !custom || isMissing(name))
      .map(([name, example]) => `${variable(id, name)} looks like ${example}.`),
    ...(announcedSettings(provider).some(isMissing)
      ? [`Or set ${variable(id, "issuer")}, if its metadata has the endpoints (RFC 8414).`]
      : []),
    ...(mayBePublic ? [`A public client has no secret: ${tokenAuth}=none.`] : []),
  ]
}

function addressProblems(provider: Provider, deployed: boolean): Problem[] {
  const names = Object.keys(provider.settings ?? {}).map((name) => variable(provider.id, name))
  const invalid = names.filter((name) => {
    const value = setting(name)
    const isAddress = /_(ISSUER|AUTHORIZATION|TOKEN|USERINFO|REVOCATION|API|DIRECTORY|SERVER)$/.test(name)
    return isAddress && value && !URL.canParse(value) && !isOff(provider, name)
  })
  if (invalid.length > 0)
    return invalid.map((name) => ({
      variable: name,
      problem: `is not a web address: ${setting(name)}.`,
      fix: "Set it to an address such as https://id.example.com.",
    }))
  const isAllowed = ({ protocol, hostname }: URL) =>
    protocol === "https:" || (!deployed && protocol === "http:" && isLoopback(hostname))
  const rule = deployed ? "a deployed app uses https only" : "plain http works on localhost only"
  return addresses(withSettings(provider))
    .filter((address) => !isAllowed(address))
    .map(({ href, protocol }) => ({
      variable: names.find((name) => setting(name)?.startsWith(protocol)) ?? variable(provider.id, "id"),
      problem: `configures ${provider.name} at ${href}, but ${rule}.`,
      fix: "Set an https address.",
    }))
}

/** A custom service whose token response has the profile. */
function isOff({ custom, protocol, id }: Provider, name: string): boolean {
  return (
    custom === true && protocol !== "oidc" && name === variable(id, "userinfo") && setting(name) === "off"
  )
}

/** The providers that have a variable. Checking the hundreds of others would double the time to start. */
function configuredProviders(): Provider[] {
  const names = Object.keys(process.env).filter((name) => name.startsWith("AUTH_"))
  return allProviders().filter(({ id }) => {
    const start = variable(id, "")
    return names.some((name) => name.startsWith(start))
  })
}

function enabledById(): Map<string, Client> {
  return (enabled ??= new Map(
    configuredProviders()
      .filter((provider) => variablesOf(provider).missing.length === 0)
      .map((provider) => [provider.id, clientOf(provider)]),
  ))
}

/** The client of a provider, by the variables that are set now, or by other values. */
export function clientOf(
  provider: Provider,
  read = fromEnvironment(provider),
  { origin, basePath }: { origin: string; basePath: string } = env().redirectProxy ?? env(),
): Client {
  const filled = withSettings(provider, read)
  const issuer = issuerOf(filled)
  const knownAddresses = addresses(filled)
  const apis = listedApis(filled, read).map((address) => new URL(address))
  const callback = origin + basePath + config.callback.replace(":provider", provider.id)
  const unregistered = unregisteredClient(filled, { origin, basePath, callback })
  const { clientId, redirectUri } = unregistered ?? { clientId: read("id") ?? "", redirectUri: callback }
  return {
    provider: filled,
    issuer,
    clientId,
    clientSecret: read("secret") ?? "",
    tokenAuth: unregistered?.tokenAuth ?? tokenAuthOf(provider, read),
    privateKey: privateKeyOf(provider, read),
    nextKey: nextKeyOf(provider, read),
    decryptionKeys: decryptionKeysOf(provider, read),
    team: read("team") ?? "",
    redirectUri,
    loopback: knownAddresses.some(({ protocol }) => protocol === "http:"),
    hosts: [...knownAddresses, ...apis].map(({ hostname }) => hostname),
    // Those of a network are the accounts' servers.
    apis: (unregistered ? apis : [...knownAddresses, ...apis]).map((address) => address.origin),
    clockSkewSeconds: provider.clockSkewSeconds ?? config.clockSkewSeconds,
    fingerprint: createHash("sha256")
      .update([issuer, clientId, redirectUri].join(" "))
      .digest("base64url")
      .slice(0, 22),
  }
}

/**
 * The configured issuer; for a service that the owner configures by its endpoints, the authorization endpoint, since several
 * services may share a host; for any other provider without an issuer, the origin of that endpoint.
 */
function issuerOf(filled: Provider): string {
  const { protocol, settings = {} } = filled
  if (protocol === "oidc") return settings.issuer ?? ""
  // The directory vouches for an account's id, at whatever server the account is.
  if (protocol === "oauth2" && filled.network) return settings.directory?.replace(/\/$/, "") ?? ""
  const declared = protocol === "oauth2" ? filled.issuer : undefined
  // A slash at the end changes no endpoint, so it must not change the identity either.
  const configured = settings.issuer?.replace(/\/$/, "") || settings.authorization
  return declared || configured || new URL(filled.authorization ?? "").origin
}

/** The configured issuer of each enabled provider, for the scripts. */
export function configuredIssuers(): ConfiguredIssuer[] {
  return configuredProviders()
    .filter((provider) => variablesOf(provider).missing.length === 0)
    .map((provider) => ({
      provider: provider.id,
      issuer: issuerOf(withSettings(provider)),
      hasTenants: hasTenants(provider),
    }))
}

/** Whether users of other issuers at the same host sign in with a provider. */
export function hasTenants(provider: Provider): boolean {
  return provider.protocol === "oidc" && provider.tenantClaim !== undefined
}

/**
 * The issuers of the accounts of a client, as a condition on the column: its own, or those of all tenants at its host. After a
 * change of the configured issuer, no token of the old one may reach the new one.
 */
export function accountIssuers({ provider, issuer }: Client): { in: string[] } | { startsWith: string } {
  return hasTenants(provider) ? { startsWith: `${new URL(issuer).origin}/` } : { in: spellingsOf(issuer) }
}

/**
 * The spellings of an issuer that discovery takes for the same address. An account has that of its ID token, which may differ from the
 * setting by the slash after the host: Auth0's has one.
 */
export function spellingsOf(issuer: string): string[] {
  if (!URL.canParse(issuer)) return [issuer]
  const { href, origin } = new URL(issuer)
  return [...new Set([issuer, href, href === `${origin}/` ? origin : href])]
}

/** Whether `accountIssuers` has an account's issuer. */
export function isIssuerOf(client: Client, issuer: string): boolean {
  const issuers = accountIssuers(client)
  return "in" in issuers ? issuers.in.includes(issuer) : issuer.startsWith(issuers.startsWith)
}

/** The provider's endpoints that are known before discovery. */
export function addresses(filled: Provider): URL[] {
  const texts = addressTexts(filled)
  return texts.flatMap((text) => (text && URL.canParse(text) ? [new URL(text)] : []))
}

function addressTexts(filled: Provider): (string | undefined)[] {
  if (filled.protocol === "oidc") return [filled.settings.issuer ?? ""]
  const { authorization, token, userinfo } = filled
  const others =
    filled.protocol === "oauth1"
      ? [filled.requestToken]
      : [
          ...[filled.issuer, filled.refresh, filled.longLived?.exchange, filled.revocation],
          ...Object.values(filled.extraRequests ?? {}),
          filled.network && (filled.settings?.directory ?? undefined),
        ]
  return [authorization, token, userinfo, ...others]
}
