// Every provider: those of the catalogue, and the custom ones that the owner's variables name.
import { setting } from "../env"
import { variable } from "./client-registration"
import { namesFor, requiredSettings } from "./client-variables"
import * as catalogue from "./providers"
import type { Provider } from "./providers/types"

const inCatalogue: readonly Provider[] = Object.values(catalogue)

/** The providers in the order of the catalogue; named ones follow the one that they are named after. */
export function allProviders(): Provider[] {
  const names = Object.keys(process.env).filter((name) => setting(name))
  return inCatalogue.flatMap((provider) => [provider, ...namedAfter(provider, names)])
}

/** One provider, also a custom one whose variables are not set yet: `oidc-acme`. */
export function findProvider(id: string): Provider | undefined {
  const declared = inCatalogue.find((provider) => provider.id === id)
  const template = inCatalogue.find((provider) => provider.custom && id.startsWith(`${provider.id}-`))
  if (declared || !template || id.includes("_")) return declared
  return isFree(template, variable(id, "").slice(0, -1)) ? named(template, id) : undefined
}

/** AUTH_OIDC_ACME_ISSUER and AUTH_OIDC_ACME_ID configure `oidc-acme`, and AUTH_OIDC_KEY_ID only `oidc`. */
function namedAfter(template: Provider, names: readonly string[]): Provider[] {
  if (!template.custom) return []
  const start = variable(template.id, "")
  const own = namesFor(template)
  const ends = own.map((name) => name.slice(start.length - 1)).toSorted((a, b) => b.length - a.length)
  const decisive = ["id", "secret", ...requiredSettings(template)].map((name) => `_${name}`.toUpperCase())
  const prefixes = names
    .filter((name) => name.startsWith(start) && !own.includes(name))
    .flatMap((name) => {
      const end = ends.find((candidate) => name.endsWith(candidate))
      return end && decisive.includes(end) ? [name.slice(0, -end.length)] : []
    })
  return [...new Set(prefixes)]
    .filter((prefix) => isFree(template, prefix))
    .map((prefix) => prefix.slice("AUTH_".length).toLowerCase().replaceAll("_", "-"))
    .filter((id) => !inCatalogue.some((provider) => provider.id === id))
    .toSorted()
    .map((id) => named(template, id))
}

/** Whether a name can be told apart from the variables of its template: `oidc-key` would read AUTH_OIDC_KEY_ID. */
function isFree(template: Provider, prefix: string): boolean {
  const isName = /^AUTH(_[A-Z\d]+){2,}$/.test(prefix)
  return isName && !namesFor(template).some((name) => name === prefix || name.startsWith(`${prefix}_`))
}

/** The first letter of the name tells several apart, so they have no icon. */
function named(template: Provider, id: string): Provider {
  const words = id.slice(template.id.length + 1).split("-")
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ")
  return { ...template, id, name, icon: undefined, notes: undefined } as Provider
}
