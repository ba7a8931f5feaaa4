// The endpoints of each installed peer, under our provider ids. Where a peer has them only in code, its requests are recorded.
import { createRequire } from "node:module"
import { getProviders } from "@nangohq/providers"
import * as arcticExports from "arctic"
import { socialProviders } from "better-auth/social-providers"
import { idIn } from "./aliases.mjs"
import { arctic, authjs } from "./peers.mjs"

const credentials = { clientId: "client", clientSecret: "secret" }
/** Settings of providers whose host is the owner's. */
const tenant = {
  domain: "acme.example.com",
  tenantId: "common",
  region: "eu-central-1",
  userPoolId: "pool",
}
const redirect = "https://app.example.com/callback"
const verifier = "v".repeat(43)

/** @typedef {{ id: string, authorization?: string, token?: string, userinfo?: string, pkce?: "on" | "off" }} Endpoints */

export async function lists() {
  return {
    "Auth.js": await fromAuthjs(),
    "Better Auth": await fromBetterAuth(),
    Arctic: await fromArctic(),
    grant: fromGrant(),
    Nango: fromNango(),
  }
}

/** @returns {Promise<Endpoints[]>} */
async function fromAuthjs() {
  return Promise.all(
    authjs().map(async (name) => {
      const { default: factory } = await import(`@auth/core/providers/${name}`)
      const {
        authorization,
        token,
        userinfo,
        checks = [],
      } = factory({
        ...credentials,
        issuer: "https://acme.example.com",
        tenantId: "acme",
      })
      const url = (endpoint) => (typeof endpoint === "string" ? endpoint : endpoint?.url)
      return {
        id: idIn("authjs", name),
        authorization: url(authorization),
        token: url(token),
        userinfo: url(userinfo),
        ...(checks.includes("pkce") && { pkce: "on" }),
      }
    }),
  )
}

/** @returns {Promise<Endpoints[]>} */
async function fromBetterAuth() {
  const list = []
  for (const [name, factory] of Object.entries(socialProviders)) {
    const provider = factory({ ...credentials, ...tenant })
    const begin = { state: "state", codeVerifier: verifier, redirectURI: redirect, scopes: [] }
    const authorization = await attempt(() => provider.createAuthorizationURL(begin))
    const exchange = { code: "code", codeVerifier: verifier, redirectURI: redirect }
    list.push({
      id: idIn("better-auth", name),
      ...authorizationOf(authorization),
      token: await requested(() => provider.validateAuthorizationCode(exchange)),
      userinfo: await requested(() => provider.getUserInfo({ accessToken: "access-token" })),
    })
  }
  return list
}

/** @returns {Promise<Endpoints[]>} */
async function fromArctic() {
  const list = []
  const names = arctic()
  for (const [name, Client] of Object.entries(arcticExports).filter(([name]) => names.includes(name))) {
    // The first argument of the others is the owner's host.
    if (!Function.prototype.toString.call(Client).includes("constructor(clientId,")) continue
    const client = new Client("client", "secret", redirect)
    const [second, third] = client.createAuthorizationURL.length > 2 ? [verifier, []] : [[], []]
    const authorization = await attempt(() => client.createAuthorizationURL("state", second, third))
    list.push({
      id: idIn("arctic", name),
      ...authorizationOf(authorization),
      token: await requested(() => client.validateAuthorizationCode("code", verifier)),
    })
  }
  return list
}

/** @returns {Endpoints[]} */
function fromGrant() {
  return Object.entries(createRequire(import.meta.url)("grant/config/oauth.json")).map(([name, config]) => ({
    id: idIn("grant", name),
    authorization: config.authorize_url,
    token: config.access_url,
  }))
}

/** @returns {Endpoints[]} Nango sends PKCE unless a provider switches it off. */
function fromNango() {
  return Object.entries(getProviders())
    .filter(([, { auth_mode }]) => auth_mode === "OAUTH2" || auth_mode === "OAUTH1")
    .map(([name, { authorization_url, token_url, disable_pkce }]) => ({
      id: idIn("nango", name),
      authorization: authorization_url,
      token: typeof token_url === "string" ? token_url : token_url?.OAUTH2,
      ...(disable_pkce && { pkce: "off" }),
    }))
}

/** @param {URL | undefined} url */
function authorizationOf(url) {
  if (!url) return {}
  return { authorization: url.href, ...(url.searchParams.has("code_challenge") && { pkce: "on" }) }
}

/** The address of the first request that some code makes. It is not sent, and what the code logs about that is of no interest. */
async function requested(run) {
  const { fetch } = globalThis
  const { error } = console
  let address
  console.error = () => {}
  globalThis.fetch = async (input) => {
    address ??= String(input.url ?? input)
    return Response.json({})
  }
  await attempt(run)
  globalThis.fetch = fetch
  console.error = error
  return address
}

/** Undefined where a peer needs settings that it does not get here, or rejects the empty response. */
async function attempt(run) {
  try {
    return await run()
  } catch {
    return undefined
  }
}
