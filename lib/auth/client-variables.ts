// A provider's environment variables: their names, which ones are required, and the settings that they change.
import { setting } from "../env"
import { apisName } from "./client-apis"
import {
  fromEnvironment,
  registeredTokenAuth,
  registrationNames,
  registrationOptions,
  variable,
  type ReadValue,
} from "./client-registration"
import { announcedSettings, withCustomOptions } from "./custom-options"
import type { Provider, TokenAuth } from "./providers/types"
import { isFapi2, withSecurityProfile } from "./security-profile"

export { variable } from "./client-registration"

/** The variables that a client may need: for its authentication, and for what the provider encrypts (client-keys.ts). */
export const credentialNames = [
  "id",
  "secret",
  "team",
  "key_id",
  "key",
  "key_next",
  "decryption_key",
  "decryption_key_next",
]

/** Every variable that a provider can read. */
export function namesFor(provider: Provider): string[] {
  const settings = Object.keys(provider.settings ?? {})
  const names = [...credentialNames, "scope", "name", apisName, ...registrationNames(provider), ...settings]
  return names.map((name) => variable(provider.id, name))
}

/** The settings without a default, and of those in `requiredOneOf` the one that is set, or else the first. */
export function requiredSettings(provider: Provider, read = fromEnvironment(provider)): string[] {
  const { settings = {}, requiredOneOf } = provider
  const required = Object.keys(settings).filter((name) => settings[name] === null)
  if (!requiredOneOf) return required
  return [...required, requiredOneOf.find((name) => read(name)) ?? requiredOneOf[0]]
}

/** The variables that a provider requires, by whether they are set. */
export function variablesOf(provider: Provider): { missing: string[]; present: string[] } {
  const names = requiredNames(provider).map((name) => variable(provider.id, name))
  return { missing: names.filter((name) => !setting(name)), present: names.filter((name) => setting(name)) }
}

/** The values without which a provider cannot be used: `id`, `secret`, `issuer`. */
export function requiredNames(provider: Provider, read = fromEnvironment(provider)): string[] {
  const announced = read("issuer") === undefined ? [] : announcedSettings(provider)
  const required = requiredSettings(provider, read).filter((name) => !announced.includes(name))
  const names = [
    ...secretsOf(tokenAuthOf(provider, read)),
    ...(needsSecret(provider, read) ? ["secret"] : []),
  ]
  const isDecrypting = provider.protocol === "oidc" && provider.encryptsIdTokens
  return [...new Set(["id", ...names, ...(isDecrypting ? ["decryption_key"] : []), ...required])]
}

/** An empty secret would verify the signatures of anyone. */
function needsSecret(provider: Provider, read: ReadValue): boolean {
  const { idTokenAlg } = { ...provider, ...registrationOptions(provider, read) } as { idTokenAlg?: string }
  return idTokenAlg === "HS256"
}

/**
 * The client authentication method: the one that the owner has set, or the first declared one whose variables are set. If the
 * provider declares none, a private key without a secret means private_key_jwt.
 *
 * @returns undefined for a secret that is sent as the issuer announces, or as OAuth 1.0 specifies
 */
export function tokenAuthOf(provider: Provider, read = fromEnvironment(provider)): TokenAuth | undefined {
  const { protocol, tokenAuth: declared } = provider
  if (protocol === "oauth1") return undefined
  if (isFapi2(provider, read)) return "private_key_jwt"
  const registered = registeredTokenAuth(provider, read)
  if (registered) return registered
  const isSet = (method: TokenAuth) => secretsOf(method).every((name) => read(name))
  if (typeof declared === "string") return declared
  if (declared) return declared.find(isSet) ?? declared[0]
  return isSet("private_key_jwt") && !isSet("client_secret_basic") ? "private_key_jwt" : undefined
}

/** The values of a provider's settings. */
export function settingsOf(provider: Provider, read = fromEnvironment(provider)): Record<string, string> {
  return Object.fromEntries(
    Object.entries(provider.settings ?? {}).map(([name, defaultValue]) => [
      name,
      read(name) ?? defaultValue ?? "",
    ]),
  )
}

/** The provider with the owner's values in place of the placeholders. */
export function withSettings(provider: Provider, read = fromEnvironment(provider)): Provider {
  const settings = settingsOf(provider, read)
  const isSelfHosted = settings.issuer !== provider.settings?.issuer
  const selfHosted = (isSelfHosted && provider.protocol === "oauth2" && provider.selfHosted) || {}
  for (const [name, defaultValue] of Object.entries(selfHosted.settings ?? {}))
    settings[name] = read(name) ?? fill(defaultValue, settings)
  const declared = {
    ...withCustomOptions(provider, settings),
    ...selfHosted,
    ...registrationOptions(provider, read),
    settings,
    name: read("name") ?? provider.name,
    scope: read("scope") ?? provider.scope,
  } as Provider
  return fill(withSecurityProfile(declared), {
    ...settings,
    client_id: read("id") ?? "",
    client_secret: read("secret") ?? "",
  })
}

/** The variables that a client authentication method needs. */
export function secretsOf(method: TokenAuth | undefined): string[] {
  if (method === "none") return []
  if (method === "private_key_jwt") return ["key"]
  return method === "client_secret_minted" ? ["team", "key_id", "key"] : ["secret"]
}

/** Fields of a provider's file whose braces are not placeholders. */
const verbatim = new Set(["graphql"])

/**
 * Fills every placeholder `{name}` in the texts of `data`. Placeholders without a value are left for a later step.
 *
 * @param values an own property for each placeholder
 */
function fill<T>(data: T, values: Readonly<Record<string, string>>): T {
  return fillAny(data, values) as T
}

function fillAny(data: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof data === "string") return fillText(data, values)
  if (Array.isArray(data)) return data.map((entry: unknown) => fillAny(entry, values))
  if (typeof data !== "object" || data === null) return data
  return Object.fromEntries(
    Object.entries(data).map(([name, entry]: [string, unknown]) => [
      name,
      verbatim.has(name) ? entry : fillAny(entry, values),
    ]),
  )
}

/** An issuer may end with a slash, and an address must not have two. */
function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}(\/?)/g, (placeholder, name: string, slash: string) => {
    if (!Object.hasOwn(values, name)) return placeholder
    const value = values[name] ?? ""
    return slash ? value.replace(/\/$/, "") + slash : value
  })
}
