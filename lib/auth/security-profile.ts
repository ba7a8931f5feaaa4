// The FAPI 2.0 Security Profile: what it requires of a client (section 5.3.3), in place of what a file or a variable states.
import type { Problem } from "../problem"
import { fromEnvironment, registrationOptions, variable, type ReadValue } from "./client-registration"
import { fapiAlgorithms, isFapiAlgorithm } from "./crypto/algorithms"
import { UnusableKeyError, type PrivateKey } from "./crypto/private-key"
import type { Provider } from "./providers/types"

/** Whether the provider's file or the owner demands the profile. */
export function isFapi2(provider: Provider, read = fromEnvironment(provider)): boolean {
  const { securityProfile } = { ...provider, ...registrationOptions(provider, read) } as Provider
  return securityProfile === "fapi2"
}

/** The provider with the profile's requirements: pushed requests, PKCE with S256, DPoP and a private key. */
export function withSecurityProfile<P extends Provider>(provider: P): P {
  if (provider.securityProfile !== "fapi2") return provider
  return {
    ...provider,
    par: undefined,
    pkce: undefined,
    dpop: true,
    tokenAuth: "private_key_jwt",
    assertionAudience: undefined,
  }
}

/**
 * The key with an algorithm of the profile: an RSA key signs by PS256 (section 5.4.1).
 *
 * @throws UnusableKeyError for a key that has none
 */
export function forFapi2({ alg, ...key }: PrivateKey): PrivateKey {
  const strict = alg === "RS256" ? "PS256" : alg
  if (!isFapiAlgorithm(strict))
    throw new UnusableKeyError(`signs by ${strict}, which the FAPI 2.0 profile does not allow.`)
  return { ...key, alg: strict }
}

/** A problem for each variable that contradicts the profile. */
export function securityProfileProblems(provider: Provider, read = fromEnvironment(provider)): Problem[] {
  if (!isFapi2(provider, read)) return []
  const required: Record<string, (value: string) => string | undefined> = {
    pkce: (value) => (value === "on" ? undefined : "requires PKCE"),
    par: () => "requires pushed requests",
    token_auth: (value) => (value === "private_key_jwt" ? undefined : "requires private_key_jwt"),
    id_token_alg: (value) =>
      isFapiAlgorithm(value) ? undefined : `allows ${fapiAlgorithms.join(", ")} for ID tokens`,
  }
  const contradicting = Object.entries(required).flatMap(([name, requirement]) => {
    const value = read(name)
    const reason = value === undefined ? undefined : requirement(value)
    return reason
      ? [problemOf(provider, name, `is ${value}, but the FAPI 2.0 profile ${reason}.`, "Remove it.")]
      : []
  })
  return [...contradicting, ...issuerProblems(provider, read)]
}

/** Without a known issuer, `iss` of a response could not be compared. */
function issuerProblems(provider: Provider, read: ReadValue): Problem[] {
  if (provider.protocol !== "oauth2" || provider.issuer || read("issuer")) return []
  const fix = `Set ${variable(provider.id, "issuer")}, or issuer in the provider's file.`
  return [problemOf(provider, "profile", "is fapi2, which requires an issuer.", fix)]
}

function problemOf({ id }: Provider, name: string, problem: string, fix: string): Problem {
  return { variable: variable(id, name), problem, fix }
}
