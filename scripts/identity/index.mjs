/** The local identity servers: OpenID and OAuth providers on this machine, for development and tests. */
import { createHmac } from "node:crypto"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { siteName } from "../../site.mjs"
import { root } from "../lib/environment.mjs"
import { startEmulated } from "./emulated.mjs"
import { openLocalServer } from "./loopback.mjs"
import { oauth1Handler } from "./oauth1.mjs"
import { brand, startPorticoId } from "./portico-id.mjs"
import { loadSecrets } from "./secrets.mjs"
import { strictnessOf } from "./strict.mjs"

const known = /** @type {const} */ ([
  { id: "oidc", name: brand.name, preferred: 4010 },
  { id: "github", name: "GitHub", preferred: 4011 },
  { id: "google", name: "Google", preferred: 4012 },
  { id: "twitter-legacy", name: "X", preferred: 4013 },
])

/** @typedef {"oidc" | "github" | "google" | "twitter-legacy"} ProviderId */

/**
 * Starts the local identity servers on loopback.
 * @param {object} options
 * @param {string} options.url the address of the app, from which its redirect URIs are derived
 * @param {string} [options.appAddress] where the app is reached from this machine, if not at that address
 * @param {(port: number) => string | undefined} [options.forward] the origin at which the browser reaches a port of this machine, if
 *   not on localhost
 * @param {string} options.directory the folder of the stored keys
 * @param {Readonly<Record<string, string | undefined>>} options.env the owner's environment: a provider configured in it is real and gets no local server
 * @param {Partial<Record<ProviderId, number>>} [options.ports] 0: any free port
 * @param {boolean} [options.backchannelLogout] whether the local OpenID provider names its sessions and announces their end
 * @param {(persona: string) => void} [options.onSignIn] called when a persona has signed in at the local OpenID provider
 * @returns {Promise<{ env: Record<string, string>, servers: { id: ProviderId, name: string, address: string, browserAddress: string }[], close: () => Promise<void> }>}
 * @throws when a port of `ports` is in use
 */
export async function startIdentity({
  url,
  directory,
  env,
  ports = {},
  backchannelLogout = true,
  onSignIn,
  appAddress = url,
  forward = () => undefined,
}) {
  const wanted = known.filter(({ id }) => hasProvider(id) && !isReal(id, env))
  const secrets = await loadSecrets(directory)
  /** @type {(() => Promise<unknown>)[]} */
  const closers = []
  const close = async () => void (await Promise.all(closers.splice(0).map((end) => end())))

  try {
    const servers = []
    for (const { id, name, preferred } of wanted) {
      const server = await openLocalServer({ preferred, port: ports[id], forward })
      closers.push(server.close)
      servers.push({ id, name, server, app: clientOf(id, url, secrets.clientSecret) })
    }
    const emulated = servers.flatMap(({ id, ...rest }) =>
      id === "github" || id === "google" ? [{ id, ...rest }] : [],
    )
    if (emulated.length) closers.push((await startEmulated(emulated)).close)
    const strict = await strictnessOf(env)
    for (const { id, server, app } of servers) {
      if (id === "oidc")
        await startPorticoId({ server, secrets, app, appAddress, backchannelLogout, strict, onSignIn })
      if (id === "twitter-legacy") server.handleWith(oauth1Handler({ address: server.browserAddress, app }))
    }

    /** @type {Record<string, string>} */
    const variables = {}
    // The pages mark these providers as emulated. A server of the owner's own on loopback is none.
    if (servers.length > 0) variables.PORTICO_EMULATED = servers.map(({ id }) => id).join(",")
    const forwarded = servers.filter(({ server }) => server.browserAddress !== server.address)
    if (forwarded.length > 0)
      variables.PORTICO_FORWARDED = forwarded
        .map(({ server }) => `${server.address}=${server.browserAddress}`)
        .join(",")
    for (const { id, name, server, app } of servers) {
      variables[variable(id, "ISSUER")] = server.address
      variables[variable(id, "ID")] = app.id
      variables[variable(id, "SECRET")] = app.secret
      if (id === "oidc")
        Object.assign(variables, !env.AUTH_OIDC_NAME && { AUTH_OIDC_NAME: name }, strict?.variables)
    }
    return {
      env: variables,
      servers: servers.map(({ id, name, server: { address, browserAddress } }) => ({
        id,
        name,
        address,
        browserAddress,
      })),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * An owner may have deleted the provider.
 * @param {ProviderId} id
 */
function hasProvider(id) {
  return existsSync(join(root, `lib/auth/providers/${id}.ts`))
}

/**
 * One variable is enough: mixed with the local server's, an incomplete configuration would go unnoticed.
 * @param {ProviderId} id
 * @param {Readonly<Record<string, string | undefined>>} env
 */
function isReal(id, env) {
  return ["ID", "SECRET", "ISSUER"].some((part) => env[variable(id, part)])
}

/** @param {ProviderId} id @param {string} part */
function variable(id, part) {
  return `AUTH_${id.replaceAll("-", "_").toUpperCase()}_${part}`
}

/**
 * @param {ProviderId} id
 * @param {string} url
 * @param {string} secret from which the secret of each client is derived
 */
function clientOf(id, url, secret) {
  return {
    id: "portico-development",
    name: siteName,
    url,
    origin: new URL(url).origin,
    secret: createHmac("sha256", secret).update(id).digest("base64url"),
    redirectUris: [`${url}/api/auth/${id}/callback`, `${url}/api/auth/callback/${id}`],
  }
}
