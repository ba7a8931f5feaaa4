// The kinds of connections: the custom OpenID and OAuth 2.0 providers, and each provider of the catalogue with credentials of its own.
import { registrationNames, registrationValues } from "../client-registration"
import { requiredNames } from "../client-variables"
import * as catalogue from "../providers"
import type { Provider } from "../providers/types"
import type { ConnectionKind } from "./types"

/** A request with headers of a stranger's choice could pass for one of our own. */
const excludedSettings: ReadonlySet<string> = new Set(["headers"])

/** What `client_secret_minted` needs besides the key, and the id of a private key. */
const keySettings = ["team", "key_id"]

/** A network has no credentials that a connection could hold. */
const templates = Object.values(catalogue).filter(
  (provider: Provider) =>
    provider.protocol !== "oauth1" && !(provider.protocol === "oauth2" && provider.network),
) as Exclude<Provider, { protocol: "oauth1" }>[]

/** The provider that a connection of this kind stands for. */
export function templateOf(kind: string): Provider | undefined {
  return templates.find(({ id }) => id === kind)
}

/** The names of the settings that a connection can have. */
export function settingNames(template: Provider): string[] {
  const names = [...Object.keys(template.settings ?? {}), ...registrationNames(template), ...keySettings]
  return names.filter((name) => !excludedSettings.has(name))
}

/** The fields that each kind has besides its settings. */
const commonNames = ["id", "secret", "key"]

/**
 * The kinds that can be added, the custom ones first, and of these OpenID Connect. A provider that encrypts ID tokens requires a key that
 * no connection holds.
 */
export function connectionKinds(): ConnectionKind[] {
  const rank = ({ custom, protocol }: Provider) => (custom ? (protocol === "oidc" ? 0 : 1) : 2)
  return templates
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((template) => {
      const { id, name, protocol, scope } = template
      const names = settingNames(template)
      const required = requiredNames(template, () => undefined)
      const canBeAdded = required.every((one) => commonNames.includes(one) || names.includes(one))
      if (!canBeAdded) return []
      const settings = names.map((one) => settingOf(template, one, { isRequired: required.includes(one) }))
      return [{ id, name, protocol, scope, settings }]
    })
}

function settingOf(template: Provider, name: string, { isRequired }: { isRequired: boolean }) {
  const values = registrationValues(template, name)
  return {
    name,
    isRequired,
    byDefault: template.settings?.[name] ?? "",
    example: template.examples?.[name] ?? "",
    ...(values && { values }),
  }
}
