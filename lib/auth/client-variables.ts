// A provider's variables in the environment: their names, which of them it needs, and what they change in it.
import { setting } from "../env"
import { fill } from "./placeholders"
import { type PrivateKey, readPrivateKey } from "./crypto/private-key"
import type { Provider, TokenAuth } from "./providers/types"

/** AUTH_GITHUB_ISSUER for the setting `issuer` of `github`. */
export function variable(id: string, name: string): string {
  return `AUTH_${id}_${name}`.replaceAll("-", "_").toUpperCase()
}

/** The variables that enable a provider, by whether they are set. */
export function variablesOf(provider: Provider): { missing: string[]; present: string[] } {
  const required = Object.entries(provider.settings ?? {}).filter(([, byDefault]) => byDefault === null)
  const names = ["id", ...secretsOf(tokenAuthOf(provider)), ...required.map(([name]) => name)].map((name) =>
    variable(provider.id, name),
  )
  return { missing: names.filter((name) => !setting(name)), present: names.filter((name) => setting(name)) }
}

/**
 * The way that the owner's variables choose among those of the provider. Where the provider declares none, that is
 * a key if the owner sets one instead of a secret.
 *
 * @returns undefined for a secret, presented as the issuer announces or as OAuth 1.0 has it
 */
export function tokenAuthOf({ id, protocol, tokenAuth: declared }: Provider): TokenAuth | undefined {
  if (protocol === "oauth1") return undefined
  const isSet = (way: TokenAuth) => secretsOf(way).every((name) => setting(variable(id, name)))
  if (typeof declared === "string") return declared
  if (declared) return declared.find(isSet) ?? declared[0]
  return isSet("private_key_jwt") && !isSet("client_secret_basic") ? "private_key_jwt" : undefined
}

/** The owner's private key, where the provider is asked with one and it can be read. */
export function privateKeyOf(provider: Provider): PrivateKey | undefined {
  const text = keyText(provider)
  if (!text || keyProblems(provider).length > 0) return undefined
  return readPrivateKey(text, setting(variable(provider.id, "key_id")))
}

/** One plain line where the private key cannot be read. */
export function keyProblems(provider: Provider): string[] {
  const text = keyText(provider)
  if (!text) return []
  try {
    readPrivateKey(text)
    return []
  } catch {
    // The error's own text may quote the key.
    return [
      `${variable(provider.id, "key")} is no private key: give it as PEM (BEGIN PRIVATE KEY) or as a JWK.`,
    ]
  }
}

function keyText(provider: Provider): string | undefined {
  return secretsOf(tokenAuthOf(provider)).includes("key") ? setting(variable(provider.id, "key")) : undefined
}

/** The provider with the owner's values in the place of their names. */
export function withSettings(provider: Provider): Provider {
  const settings: Record<string, string> = {}
  for (const [name, byDefault] of Object.entries(provider.settings ?? {}))
    settings[name] = setting(variable(provider.id, name)) ?? byDefault ?? ""
  const isSelfHosted = settings.issuer !== provider.settings?.issuer
  const declared = {
    ...provider,
    ...(isSelfHosted && provider.protocol === "oauth2" && provider.selfHosted),
    settings,
    name: setting(variable(provider.id, "name")) ?? provider.name,
    scope: setting(variable(provider.id, "scope")) ?? provider.scope,
  } as Provider
  return fill(declared, {
    ...settings,
    client_id: setting(variable(provider.id, "id")) ?? "",
    client_secret: setting(variable(provider.id, "secret")) ?? "",
  })
}

/** The variables that a way to authenticate needs. */
function secretsOf(way: TokenAuth | undefined): string[] {
  if (way === "none") return []
  if (way === "private_key_jwt") return ["key"]
  return way === "client_secret_minted" ? ["team", "key_id", "key"] : ["secret"]
}
