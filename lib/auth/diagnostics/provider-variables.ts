import { setting } from "../../env"
import { registrationNames } from "../client-registration"
import { credentialNames, variable, variablesOf } from "../client-variables"
import type { Provider } from "../providers/types"

/** One variable of a provider: whether it is set, but not its value. */
export type Variable = {
  name: string
  isSet: boolean
  isRequired: boolean
  /** An example value. */
  example?: string
  /** The value that applies without it. */
  byDefault?: string
}

/** The variables that enable a provider, then those that change it. */
export function variablesFor(provider: Provider): Variable[] {
  const { missing, present } = variablesOf(provider)
  const defaults: Record<string, string | null | undefined> = {
    ...provider.settings,
    scope: provider.scope,
    name: provider.name,
  }
  const names = [...credentialNames, ...Object.keys(defaults), ...registrationNames(provider)]
  const all = names.map((name) => {
    const variableName = variable(provider.id, name)
    const byDefault = defaults[name]
    const example = provider.examples?.[name]
    return {
      name: variableName,
      isSet: setting(variableName) !== undefined,
      isRequired: missing.includes(variableName) || present.includes(variableName),
      ...(example && { example }),
      ...(byDefault && { byDefault }),
    }
  })
  const isShown = ({ isSet, example, byDefault }: Variable) => isSet || (example ?? byDefault) !== undefined
  return [
    ...all.filter(({ isRequired }) => isRequired),
    ...all.filter((one) => !one.isRequired && isShown(one)),
  ]
}
