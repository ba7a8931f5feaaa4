// A provider's environment variables: their names, which ones are required, and the settings that they change.
import { setting } from "../env"
import type { Problem } from "../problem"
import { clientAlgorithms, type ClientAlgorithm } from "./crypto/algorithms"
import { readPrivateKey, type PrivateKey } from "./crypto/private-key"
import { fill } from "./placeholders"
import type { Provider, TokenAuth } from "./providers/types"

/** AUTH_GITHUB_ISSUER for the setting `issuer` of `github`. */
export function variable(id: string, name: string): string {
  return `AUTH_${id}_${name}`.replaceAll("-", "_").toUpperCase()
}

/** The variables that a provider requires, by whether they are set. */
export function variablesOf(provider: Provider): { missing: string[]; present: string[] } {
  const required = Object.entries(provider.settings ?? {}).filter(([, defaultValue]) => defaultValue === null)
  const names = ["id", ...secretsOf(tokenAuthOf(provider)), ...required.map(([name]) => name)].map((name) =>
    variable(provider.id, name),
  )
  return { missing: names.filter((name) => !setting(name)), present: names.filter((name) => setting(name)) }
}

/**
 * The client authentication method: the first declared one whose variables are set. If the provider
 * declares none, a private key without a secret means private_key_jwt.
 *
 * @returns undefined for a secret that is sent as the issuer announces, or as OAuth 1.0 specifies
 */
export function tokenAuthOf({ id, protocol, tokenAuth: declared }: Provider): TokenAuth | undefined {
  if (protocol === "oauth1") return undefined
  const isSet = (method: TokenAuth) => secretsOf(method).every((name) => setting(variable(id, name)))
  if (typeof declared === "string") return declared
  if (declared) return declared.find(isSet) ?? declared[0]
  return isSet("private_key_jwt") && !isSet("client_secret_basic") ? "private_key_jwt" : undefined
}

/** The private key, if the method needs one and it can be read. */
export function privateKeyOf(provider: Provider): PrivateKey | undefined {
  const text = keyText(provider)
  if (!text || keyProblems(provider).length > 0) return undefined
  return readPrivateKey(text, setting(variable(provider.id, "key_id")))
}

/** A problem if the private key cannot be read. */
export function keyProblems(provider: Provider): Problem[] {
  const text = keyText(provider)
  if (!text) return []
  try {
    readPrivateKey(text)
    return []
  } catch {
    // The error's message may quote the key.
    return [
      {
        variable: variable(provider.id, "key"),
        problem: "is not a private key.",
        fix: "Set it to PEM (BEGIN PRIVATE KEY) or to a JWK.",
      },
    ]
  }
}

/** A problem if the algorithm of the provider's tokens is none that is supported. */
export function algorithmProblems({ id, protocol }: Provider): Problem[] {
  const value = setting(variable(id, "id_token_alg"))
  if (protocol !== "oidc" || !value || algorithmNamed(value)) return []
  return [
    {
      variable: variable(id, "id_token_alg"),
      problem: `is not a supported algorithm: ${value}.`,
      fix: `Set it to that of the client's registration, one of ${clientAlgorithms.join(", ")}, or leave it unset.`,
    },
  ]
}

function algorithmNamed(name: string | undefined): ClientAlgorithm | undefined {
  return clientAlgorithms.find((algorithm) => algorithm === name)
}

function keyText(provider: Provider): string | undefined {
  return secretsOf(tokenAuthOf(provider)).includes("key") ? setting(variable(provider.id, "key")) : undefined
}

/** The provider with the owner's values in place of the placeholders. */
export function withSettings(provider: Provider): Provider {
  const settings: Record<string, string> = {}
  for (const [name, defaultValue] of Object.entries(provider.settings ?? {}))
    settings[name] = setting(variable(provider.id, name)) ?? defaultValue ?? ""
  const isSelfHosted = settings.issuer !== provider.settings?.issuer
  const idTokenAlg = algorithmNamed(setting(variable(provider.id, "id_token_alg")))
  const selfHosted = (isSelfHosted && provider.protocol === "oauth2" && provider.selfHosted) || {}
  for (const [name, defaultValue] of Object.entries(selfHosted.settings ?? {}))
    settings[name] = setting(variable(provider.id, name)) ?? fill(defaultValue, settings)
  const declared = {
    ...provider,
    ...(provider.protocol === "oidc" && idTokenAlg && { idTokenAlg }),
    ...selfHosted,
    settings,
    name: setting(variable(provider.id, "name")) ?? provider.name,
    scope: setting(variable(provider.id, "scope")) ?? provider.scope,
    ...(isPkceOff(provider) && { pkce: false }),
  } as Provider
  return fill(declared, {
    ...settings,
    client_id: setting(variable(provider.id, "id")) ?? "",
    client_secret: setting(variable(provider.id, "secret")) ?? "",
  })
}

/** The owner may switch PKCE off for a provider, or a client of it, that rejects the parameters. */
function isPkceOff({ id, protocol }: Provider): boolean {
  return protocol !== "oauth1" && setting(variable(id, "pkce")) === "off"
}

/** A problem if AUTH_<PROVIDER>_PKCE has another value. */
export function pkceProblems({ id }: Provider): Problem[] {
  const name = variable(id, "pkce")
  const value = setting(name)
  if (value === undefined || value === "off") return []
  return [
    { variable: name, problem: `is ${value}.`, fix: "Set it to off, or remove it: PKCE is on by default." },
  ]
}

/** The variables that a client authentication method needs. */
function secretsOf(method: TokenAuth | undefined): string[] {
  if (method === "none") return []
  if (method === "private_key_jwt") return ["key"]
  return method === "client_secret_minted" ? ["team", "key_id", "key"] : ["secret"]
}
