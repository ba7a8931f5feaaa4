// What an owner must know to switch a provider on, in the product's own words for its variables and addresses.
import { importTypeScript } from "../lib/typescript.mjs"

/**
 * @typedef {import("./catalogue.mjs").Provider} Provider
 * @typedef {object} Facts
 * @property {string} protocol
 * @property {{ name: string, example?: string }[]} variables  that enable it, the unset ones first
 * @property {string[]} missing  those of them that are not set
 * @property {string[][]} otherwise  the variables of the other ways to authenticate
 * @property {{ name: string, byDefault: string }[]} optional
 * @property {"on" | "half set" | "off"} state
 * @property {string[]} callbacks  paths; the one that is sent comes first
 * @property {string | null} signedOut  the path where a sign-out at the provider comes back
 * @property {string | null} backchannel  the path for its logout tokens
 */

const protocols = { oauth1: "OAuth 1.0a", oauth2: "OAuth 2.0", oidc: "OpenID Connect" }

/**
 * @param {Provider} provider
 * @returns {Promise<Facts>}
 */
export async function factsOf(provider) {
  const { variable, variablesOf } = await product()
  const { id, protocol, settings = {}, examples = {} } = provider
  const { missing, present } = variablesOf(provider)
  const exampleOf = Object.fromEntries(
    Object.entries(examples).map(([name, example]) => [variable(id, name), example]),
  )
  const enabling = [...missing, ...present]
  return {
    protocol: protocol === "oauth1" && provider.version === "1.0" ? "OAuth 1.0" : protocols[protocol],
    variables: enabling.map((name) => ({
      name,
      ...(exampleOf[name] && { example: exampleOf[name] }),
    })),
    missing,
    otherwise: waysOf(provider)
      .map((tokenAuth) => variablesOf(/** @type {Provider} */ ({ ...provider, tokenAuth })))
      .map((way) => [...way.missing, ...way.present])
      .filter((names) => names.toSorted().join() !== enabling.toSorted().join()),
    optional: [
      ...Object.entries(settings).map(([name, value]) => ({
        name: variable(id, name),
        byDefault: value ?? "",
      })),
      ...(provider.scope ? [{ name: variable(id, "scope"), byDefault: provider.scope }] : []),
      { name: variable(id, "name"), byDefault: provider.name },
    ].filter(({ name }) => !enabling.includes(name)),
    state: missing.length === 0 ? "on" : present.length > 0 ? "half set" : "off",
    callbacks: await callbacksOf(id),
    signedOut: protocol === "oidc" ? "/api/auth/signout/return" : null,
    backchannel: protocol === "oidc" ? `/api/auth/${id}/backchannel-logout` : null,
  }
}

/**
 * The ways that the owner may choose among.
 * @param {Provider} provider
 */
function waysOf({ protocol, tokenAuth }) {
  if (protocol === "oidc" && tokenAuth === undefined) return ["private_key_jwt"]
  return typeof tokenAuth === "object" ? tokenAuth : []
}

/** @param {string} id */
async function callbacksOf(id) {
  const { config } = await product()
  const paths = ["/api/auth/:provider/callback", "/api/auth/callback/:provider"]
  return paths
    .toSorted((a, b) => Number(b === config.callback) - Number(a === config.callback))
    .map((path) => path.replace(":provider", id))
}

/** @type {Promise<typeof import("../../lib/auth/client-variables") & typeof import("../../lib/auth/config")> | undefined} */
let loaded

function product() {
  return (loaded ??= load())
}

async function load() {
  const variables = await importTypeScript("lib/auth/client-variables")
  const config = await importTypeScript("lib/auth/config")
  return {
    .../** @type {typeof import("../../lib/auth/client-variables")} */ (variables),
    .../** @type {typeof import("../../lib/auth/config")} */ (config),
  }
}
