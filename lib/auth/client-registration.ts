// How the owner's client is registered, where that differs from the provider's file: one variable for each option.
import { setting } from "../env"
import type { Problem } from "../problem"
import { isConnectionId } from "./connection-id"
import { clientAlgorithms } from "./crypto/algorithms"
import type { Provider, TokenAuth } from "./providers/types"

/** AUTH_GITHUB_ISSUER for the setting `issuer` of `github`. The values of a connection have only their names. */
export function variable(id: string, name: string): string {
  if (isConnectionId(id)) return name
  return `AUTH_${id}_${name}`.replaceAll("-", "_").toUpperCase()
}

/** Reads one of a provider's values by the end of its variable's name: `issuer` for AUTH_GITHUB_ISSUER. */
export type ReadValue = (name: string) => string | undefined

/** The values that the owner has set as variables. */
export function fromEnvironment({ id }: Pick<Provider, "id">): ReadValue {
  return (name) => setting(variable(id, name))
}

type RegistrationOption = {
  /** The end of the variable's name. */
  name: string
  values: readonly string[]
  /** Whether the option applies to the provider. */
  fits: (provider: Provider) => boolean
  /** The option of the provider's file that a value replaces. */
  option: (value: string, provider: Provider) => object
}

const isOAuth2 = ({ protocol }: Provider) => protocol !== "oauth1"
const isOpenId = ({ protocol }: Provider) => protocol === "oidc"

const tokenAuthMethods: readonly TokenAuth[] = [
  "client_secret_basic",
  "client_secret_post",
  "client_secret_jwt",
  "private_key_jwt",
  "none",
]

const tokenAuthOption: RegistrationOption = {
  name: "token_auth",
  values: tokenAuthMethods,
  fits: isOAuth2,
  // It selects the client's method, and the provider's file keeps its own.
  option: () => ({}),
}

const options: readonly RegistrationOption[] = [
  tokenAuthOption,
  { name: "pkce", values: ["off", "on"], fits: isOAuth2, option: pkceOption },
  { name: "dpop", values: ["on"], fits: isOAuth2, option: () => ({ dpop: true }) },
  { name: "profile", values: ["fapi2"], fits: isOAuth2, option: (securityProfile) => ({ securityProfile }) },
  { name: "par", values: ["off"], fits: isOAuth2, option: () => ({ par: false }) },
  {
    name: "response_mode",
    values: ["form_post"],
    fits: isOAuth2,
    option: (responseMode) => ({ responseMode }),
  },
  // Keycloak's lightweight access tokens are rejected at userinfo, although the ID token has every claim.
  { name: "userinfo", values: ["off"], fits: isOpenId, option: () => ({ userinfo: false }) },
  {
    name: "initiate",
    values: ["on", "off"],
    fits: isOpenId,
    option: (value) => ({ initiate: value === "on" }),
  },
  {
    name: "id_token_alg",
    values: clientAlgorithms,
    fits: isOpenId,
    option: (idTokenAlg) => ({ idTokenAlg }),
  },
]

/** "on" is for a provider whose file leaves PKCE out. The method that a file declares stays. */
function pkceOption(value: string, { pkce }: Provider): object {
  if (value === "off") return { pkce: false }
  return pkce === false ? { pkce: undefined } : {}
}

/** The ends of the names of the variables that apply to a provider. */
export function registrationNames(provider: Provider): string[] {
  return options.filter(({ fits }) => fits(provider)).map(({ name }) => name)
}

/** The values that an option may have; undefined for a name that is none. */
export function registrationValues(provider: Provider, name: string): readonly string[] | undefined {
  const option = options.find((one) => one.name === name && one.fits(provider))
  return option && valuesFor(provider, option)
}

/** The options that the owner's variables replace in the provider's file. */
export function registrationOptions(provider: Provider, read = fromEnvironment(provider)): object {
  return Object.assign(
    {},
    ...options.map((option) => {
      const value = valueOf(provider, option, read)
      return value === undefined ? {} : option.option(value, provider)
    }),
  ) as object
}

/** The client authentication method that the owner has set. */
export function registeredTokenAuth(
  provider: Provider,
  read = fromEnvironment(provider),
): TokenAuth | undefined {
  const value = valueOf(provider, tokenAuthOption, read)
  return tokenAuthMethods.find((method) => method === value)
}

/** The variable that sets the client authentication method, unless the provider's file declares the only one. */
export function tokenAuthVariable(provider: Provider): string | undefined {
  const isOwners = isOAuth2(provider) && typeof provider.tokenAuth !== "string"
  return isOwners ? variable(provider.id, tokenAuthOption.name) : undefined
}

/** A problem for each variable with a value that the provider cannot have. */
export function registrationProblems(provider: Provider, read = fromEnvironment(provider)): Problem[] {
  return options
    .filter((option) => option.fits(provider) && valueOf(provider, option, read) === undefined)
    .flatMap((option) => {
      const name = variable(provider.id, option.name)
      const value = read(option.name)
      if (value === undefined) return []
      const values = valuesFor(provider, option)
      const fix = values.length > 1 ? `one of ${values.join(", ")}` : values[0]
      return [{ variable: name, problem: `is ${value}.`, fix: `Set it to ${fix}, or remove it.` }]
    })
}

function valueOf(provider: Provider, option: RegistrationOption, read: ReadValue): string | undefined {
  if (!option.fits(provider)) return undefined
  const value = read(option.name)
  return valuesFor(provider, option).find((supported) => supported === value)
}

/** A provider that declares client authentication methods supports only these. */
function valuesFor({ tokenAuth }: Provider, { name, values }: RegistrationOption): readonly string[] {
  return name === tokenAuthOption.name && tokenAuth !== undefined ? [tokenAuth].flat() : values
}
