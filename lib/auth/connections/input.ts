// Checks what a form submits. An address that passes is checked again at each request (http/ssrf-guard.ts): its name may resolve to
// another IP address by then.
import { isIP } from "node:net"
import { isDeployed, isLoopback } from "../../env"
import { keyProblems } from "../client-keys"
import { registrationProblems } from "../client-registration"
import { requiredNames, withSettings } from "../client-variables"
import { addresses } from "../clients"
import { customProblems } from "../custom-options"
import { isPrivate } from "../http/ssrf-guard"
import type { Provider } from "../providers/types"
import { isExactText } from "../shape"
import { providerOf, readerOf, type ConnectionValues } from "./client"
import type { Credentials } from "./credentials"
import { settingNames } from "./kinds"
import type { ConnectionInput, InputProblem } from "./types"

const limits = { name: 100, scope: 1_000, clientId: 500, setting: 2_000, credential: 20_000 }

/** A value as it will be stored. */
export function valuesOf(id: string, { kind, name, settings, clientId, scope }: ConnectionInput) {
  const set = Object.entries(settings)
    .map(([key, value]) => [key, value.trim()] as const)
    .filter(([, value]) => value !== "")
  return {
    id,
    kind,
    name: name.trim(),
    settings: Object.fromEntries(set),
    clientId: clientId.trim(),
    scope: scope.trim(),
  } satisfies ConnectionValues
}

/**
 * Every problem of the values.
 *
 * @param credentials those that are submitted, or else the stored ones
 */
export function inputProblems(values: ConnectionValues, credentials: Credentials): InputProblem[] {
  const provider = providerOf(values)
  if (!provider) return [{ field: "kind", code: "unknown" }]
  const unreadable = textProblems(values, credentials, settingNames(provider))
  if (unreadable.length > 0) return unreadable
  const read = readerOf(values, credentials)
  const missing = [
    ...(values.name ? [] : ["name"]),
    ...requiredNames(provider, read).filter((name) => read(name) === undefined),
  ]
  const invalid = [registrationProblems, customProblems, keyProblems].flatMap((problems) =>
    problems(provider, read),
  )
  return [
    ...missing.map((name) => ({ field: fieldOf(name), code: "required" as const })),
    ...invalid.map((problem) => ({ field: fieldOf(problem.variable), code: "invalid" as const })),
    ...addressProblems(provider, values),
  ]
}

/** The fields of the form have the names of `ConnectionInput`. */
function fieldOf(name: string): string {
  const fields: Record<string, string> = { id: "clientId", secret: "clientSecret", key: "privateKey" }
  return fields[name] ?? name
}

/**
 * Texts that cannot be stored, or that would be filled: a placeholder could put the secret into an address or a name. The paths of
 * a profile have braces of their own, which are filled with the profile only.
 */
function textProblems(
  { name, settings, clientId, scope }: ConnectionValues,
  { secret, key }: Credentials,
  known: readonly string[],
): InputProblem[] {
  const texts: [field: string, text: string, limit: number][] = [
    ["name", name, limits.name],
    ["clientId", clientId, limits.clientId],
    ["scope", scope, limits.scope],
    ["clientSecret", secret, limits.credential],
    ["privateKey", key, limits.credential],
    ...Object.entries(settings).map(([field, text]): [string, string, number] => [
      field,
      text,
      limits.setting,
    ]),
  ]
  const unknown = Object.keys(settings).filter((field) => !known.includes(field))
  return [
    ...unknown.map((field) => ({ field, code: "unknown" as const })),
    ...texts.flatMap(([field, text, limit]): InputProblem[] => {
      if (text.length > limit) return [{ field, code: "too_long" }]
      // Visitors read the name: it must not be invisible, or change the direction of the text around it.
      if (field === "name" && /\p{C}/u.test(text)) return [{ field, code: "invalid" }]
      const isFilled = !["clientSecret", "privateKey"].includes(field) && !field.startsWith("profile_")
      const isValid = text === "" || (isExactText(text, limit) && !(isFilled && /[{}]/.test(text)))
      return isValid ? [] : [{ field, code: "invalid" }]
    }),
  ]
}

/** The settings that are addresses, by their names. */
const addressNames = ["issuer", "authorization", "token", "userinfo", "revocation", "api"]

function addressProblems(provider: Provider, values: ConnectionValues): InputProblem[] {
  const { settings } = values
  const named = addressNames
    .filter((name) => provider.settings?.[name] !== undefined && settings[name] !== undefined)
    .filter((name) => !(provider.custom && name === "userinfo" && settings[name] === "off"))
  const problems = named.flatMap((field) => {
    const code = addressProblem(settings[field] ?? "", { isIssuer: field === "issuer" })
    return code ? [{ field, code }] : []
  })
  if (problems.length > 0) return problems
  // A setting may be one part of an address: `https://{domain}/login`.
  const other = namedAddresses(provider, values)
    .map((url) => addressProblem(url.href, { isIssuer: false }))
    .find(Boolean)
  return other ? [{ field: "settings", code: other }] : []
}

/** The addresses of the filled provider: those that are requested first. */
export function namedAddresses(provider: Provider, values: ConnectionValues): URL[] {
  return addresses(withSettings(provider, readerOf(values, { secret: "", key: "" })))
}

function addressProblem(text: string, { isIssuer }: { isIssuer: boolean }): InputProblem["code"] | undefined {
  if (!URL.canParse(text)) return "not_an_address"
  const { protocol, hostname, username, password, hash, search } = new URL(text)
  if (username || password || hash || (isIssuer && search)) return "not_an_address"
  if (isLoopback(hostname) && !isDeployed()) return /^https?:$/.test(protocol) ? undefined : "not_https"
  if (protocol !== "https:") return "not_https"
  const literal = hostname.replace(/^\[|\]$/g, "")
  return isLoopback(hostname) || (isIP(literal) && isPrivate(literal)) ? "private_address" : undefined
}
