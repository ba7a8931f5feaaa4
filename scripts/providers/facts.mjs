// The facts that an owner needs to enable a provider. The names of variables and the paths come from the app's own code.
import { importTypeScript } from "../lib/typescript.mjs"
import { findingsOf, idText, pkceText } from "./findings.mjs"

/**
 * @typedef {import("./catalogue.mjs").Provider} Provider
 * @typedef {object} Facts
 * @property {string} protocol
 * @property {{ name: string, example?: string }[]} variables  the variables that enable it, unset ones first
 * @property {string[]} missing  the unset ones among `variables`
 * @property {string[][]} alternatives  the variables of the other client authentication methods
 * @property {{ name: string, defaultValue: string, example?: string }[]} optional
 * @property {"on" | "half set" | "off"} state
 * @property {string[]} callbacks  paths; the one that is sent is first
 * @property {string | null} signedOut  the path that the provider redirects to after a sign-out
 * @property {string | null} backchannel  the path for logout tokens
 * @property {string | null} keySet  the path of the client's public keys, if it signs or decrypts
 * @property {string | null} registration  where an app is registered
 * @property {string[]} gates  what keeps an owner from the first sign-in
 * @property {string[]} notes
 * @property {string | null} pkce  the method, with its evidence
 * @property {string | null} ids  how long users' ids last, with the evidence
 * @property {{ pkce: string | undefined, ids: string | undefined }} levels  of the evidence
 */

const protocols = { oauth1: "OAuth 1.0a", oauth2: "OAuth 2.0", oidc: "OpenID Connect" }

/**
 * @param {Provider} provider
 * @returns {Promise<Facts>}
 */
export async function factsOf(provider) {
  const { variable, variablesOf, hasPublishedKeys, registrationNames, notesOf, registeredIn } =
    await modules()
  const { id, protocol, settings = {}, examples = {} } = provider
  const { missing, present } = variablesOf(provider)
  const exampleOf = Object.fromEntries(
    Object.entries(examples).map(([name, example]) => [variable(id, name), example]),
  )
  const enabling = [...missing, ...present]
  const found = await findingsOf(provider)
  return {
    protocol: protocol === "oauth1" && provider.version === "1.0" ? "OAuth 1.0" : protocols[protocol],
    variables: enabling.map((name) => ({
      name,
      ...(exampleOf[name] && { example: exampleOf[name] }),
    })),
    missing,
    alternatives: authMethodsOf(provider)
      .map((tokenAuth) => variablesOf(/** @type {Provider} */ ({ ...provider, tokenAuth })))
      .map((alternative) => [...alternative.missing, ...alternative.present])
      .filter((names) => names.toSorted().join() !== enabling.toSorted().join()),
    optional: [
      ...Object.entries(settings).map(([name, value]) => ({
        name: variable(id, name),
        defaultValue: value ?? "",
        ...(!value && examples[name] && { example: examples[name] }),
      })),
      ...registrationNames(provider)
        .filter((name) => examples[name])
        .map((name) => ({ name: variable(id, name), defaultValue: "", example: examples[name] ?? "" })),
      ...(provider.scope ? [{ name: variable(id, "scope"), defaultValue: provider.scope }] : []),
      { name: variable(id, "name"), defaultValue: provider.name },
    ].filter(({ name }) => !enabling.includes(name)),
    state: missing.length === 0 ? "on" : present.length > 0 ? "half set" : "off",
    callbacks: await callbacksOf(id),
    signedOut: protocol === "oidc" ? "/api/auth/signout/return" : null,
    backchannel: protocol === "oidc" ? `/api/auth/${id}/backchannel-logout` : null,
    keySet: hasPublishedKeys(provider) ? `/api/auth/${id}/jwks` : null,
    registration: provider.console ?? registeredIn(provider),
    ...notesOf(provider),
    pkce: withSource(pkceText(provider, found.pkce), found.pkce),
    ids: withSource(idText(found.ids), found.ids),
    levels: { pkce: found.pkce?.level, ids: found.ids?.level },
  }
}

/**
 * @param {string | null} text
 * @param {import("./findings.mjs").Finding | null} found
 */
const withSource = (text, found) => text && (found ? `${text}: ${found.source}` : text)

/**
 * The client authentication methods that the owner can choose from.
 * @param {Provider} provider
 */
function authMethodsOf({ protocol, tokenAuth }) {
  if (protocol === "oidc" && tokenAuth === undefined) return ["private_key_jwt"]
  return typeof tokenAuth === "object" ? tokenAuth : []
}

/** @param {string} id */
async function callbacksOf(id) {
  const { config } = await modules()
  const paths = ["/api/auth/:provider/callback", "/api/auth/callback/:provider"]
  return paths
    .toSorted((a, b) => Number(b === config.callback) - Number(a === config.callback))
    .map((path) => path.replace(":provider", id))
}

/** @type {ReturnType<typeof load> | undefined} */
let loaded

function modules() {
  return (loaded ??= load())
}

async function load() {
  const variables = await importTypeScript("lib/auth/client-variables")
  const keys = await importTypeScript("lib/auth/client-keys")
  const registration = await importTypeScript("lib/auth/client-registration")
  const config = await importTypeScript("lib/auth/config")
  const notes = await importTypeScript("lib/auth/diagnostics/provider-notes")
  return {
    .../** @type {typeof import("../../lib/auth/client-variables")} */ (variables),
    .../** @type {typeof import("../../lib/auth/client-keys")} */ (keys),
    .../** @type {typeof import("../../lib/auth/client-registration")} */ (registration),
    .../** @type {typeof import("../../lib/auth/config")} */ (config),
    .../** @type {typeof import("../../lib/auth/diagnostics/provider-notes")} */ (notes),
  }
}
