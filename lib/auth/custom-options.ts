// What the variables of a custom provider state as text, as the options that a provider's file has.
import type { Problem } from "../problem"
import { fromEnvironment, variable } from "./client-registration"
import type { Provider } from "./providers/types"

type Settings = Readonly<Record<string, string>>

/** A setting with a syntax of its own. */
type Syntax = {
  option: string
  /** @returns undefined for a text that is not valid */
  read: (text: string) => unknown
  problem: string
  /** How to write it, with an example. */
  fix: string
}

const syntaxes: Readonly<Record<string, Syntax>> = {
  params: {
    option: "params",
    read: readQuery,
    problem: "is not a query.",
    fix: "Write it as in a URL: access_type=offline&prompt=consent.",
  },
  token_params: {
    option: "tokenParams",
    read: (text) => {
      const params = readQuery(text)
      return (
        params && Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value || null]))
      )
    },
    problem: "is not a query.",
    fix: "Write it as in a URL: audience=api&redirect_uri=. A parameter without a value is left out.",
  },
  headers: {
    option: "headers",
    read: readHeaders,
    problem: "is not a list of headers.",
    fix: "Write it as in HTTP, with \\n between two of them: x-api-key: {client_id}\\naccept: application/json.",
  },
  scope_separator: {
    option: "scopeSeparator",
    read: (text) => (/^[^\w\s]$/.test(text) ? text : undefined),
    problem: "is not one separating character.",
    fix: "Set it to one such as a comma, or remove it: scopes are separated by spaces.",
  },
  token_type: {
    option: "tokenType",
    read: (text) => (text === "bearer" ? text : undefined),
    problem: "is not a type that can be assumed.",
    fix: "Set it to bearer, or remove it: the token response has the type (RFC 6749 section 5.1).",
  },
}

/** The custom provider with the options that its settings state. Its other texts are not filled yet. */
export function withCustomOptions<P extends Provider>(provider: P, settings: Settings): P {
  if (!provider.custom) return provider
  const stated = Object.entries(syntaxes).flatMap(([name, { option, read }]) => {
    const value = settings[name] ? read(settings[name]) : undefined
    return value === undefined ? [] : [[option, value]]
  })
  return {
    ...provider,
    ...Object.fromEntries(stated),
    ...(provider.profile && { profile: { ...provider.profile, ...verifiedPath(settings) } }),
    ...(settings.userinfo === "off" && { userinfo: undefined }),
    ...(provider.protocol === "oauth2" && endpoints(settings)),
  }
}

/** The settings that the owner need not set beside an issuer, because its metadata has them (RFC 8414). */
export function announcedSettings({ custom, protocol }: Provider): readonly string[] {
  return custom && protocol === "oauth2" ? ["authorization", "token"] : []
}

/** A problem for each setting that is not written as it must be. Its value may be a secret, so it is not quoted. */
export function customProblems(provider: Provider, readValue = fromEnvironment(provider)): Problem[] {
  if (!provider.custom) return []
  return Object.entries(syntaxes).flatMap(([name, { read, problem, fix }]) => {
    const value = readValue(name)
    return value !== undefined && read(value) === undefined
      ? [{ variable: variable(provider.id, name), problem, fix }]
      : []
  })
}

/** Without an issuer, both endpoints are set. */
function endpoints({ issuer, revocation, authorization, token }: Settings): object {
  return {
    ...(issuer && { issuer }),
    ...(!(authorization && token) && { discovery: "oauth2" }),
    ...(!authorization && { authorization: undefined }),
    ...(!token && { token: undefined }),
    ...(revocation && { revocation }),
  }
}

/** The owner names the flag, so every value that services use for "yes" counts. */
function verifiedPath({ profile_email_verified: emailVerified }: Settings): object {
  return emailVerified ? { emailVerified, verifiedValues: ["true", 1, "1"] } : {}
}

function readQuery(text: string): Record<string, string> | undefined {
  const isQuery = text.split("&").every((part) => /^[^=\s{}"]+=/.test(part))
  return isQuery ? Object.fromEntries(new URLSearchParams(text)) : undefined
}

/** Lines end with a line break or, as in a private key, with \n. */
function readHeaders(text: string): Record<string, string> | undefined {
  const lines = text
    .split(/\\n|\r?\n/)
    .map((line) => /^([!#$%&'*+.^`|~\w-]+):[ \t]*([\x20-\x7e]+)$/.exec(line.trim()))
  return lines.every((line) => line !== null)
    ? Object.fromEntries(lines.map(([, name = "", value = ""]) => [name.toLowerCase(), value]))
    : undefined
}
