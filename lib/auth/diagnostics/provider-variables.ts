import type { Provider } from "../providers/types"
import { variable, variablesOf } from "../client-variables"
import { setting } from "../../env"

/** One variable of a provider, as people may see it: whether it is set, and never its value. */
export type Variable = {
  name: string
  isSet: boolean
  isRequired: boolean
  /** What it looks like. */
  example?: string
  /** What holds without it. */
  byDefault?: string
}

/** The names that a way to authenticate may want. */
const keys = ["id", "secret", "team", "key_id", "key"]

/** The variables that enable a provider, and then those that change something in it. */
export function variablesFor(provider: Provider): Variable[] {
  const { missing, present } = variablesOf(provider)
  const defaults: Record<string, string | null | undefined> = {
    ...provider.settings,
    scope: provider.scope,
    name: provider.name,
  }
  const all = [...keys, ...Object.keys(defaults)].map((name) => {
    const full = variable(provider.id, name)
    const [byDefault, example] = [defaults[name], provider.examples?.[name]]
    return {
      name: full,
      isSet: setting(full) !== undefined,
      isRequired: missing.includes(full) || present.includes(full),
      ...(example && { example }),
      ...(byDefault && { byDefault }),
    }
  })
  return [
    ...all.filter(({ isRequired }) => isRequired),
    ...all.filter(({ isRequired, byDefault }) => !isRequired && byDefault),
  ]
}

/** Every name that could mean something to a provider. */
export function namesFor({ id, settings }: Provider): string[] {
  return [...keys, "scope", "name", ...Object.keys(settings ?? {})].map((name) => variable(id, name))
}
