// Compares each provider with Auth.js's: authorization endpoint, scopes, client authentication, and the profile from the same
// sample responses. A difference without a reason fails, and so does a reason without a difference. The reasons are in
// scripts/providers/authjs.mjs, and docs/providers.md lists them.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { reasons } from "../../scripts/providers/authjs.mjs"
import { leftOut } from "../../scripts/providers/left-out.mjs"
import { idIn } from "./aliases.mjs"
import { catalogue, root } from "./catalogue.mjs"
import { authjs } from "./peers.mjs"

/** Options of Auth.js whose names differ from our settings. */
const optionNames = { account_id: "accountID" }

const problems = []
for (const name of authjs()) {
  const id = idIn("authjs", name)
  const provider = catalogue.find((candidate) => candidate.id === id)
  if (!provider) {
    if (!(id in leftOut)) problems.push(`${name}: neither covered nor left out`)
    continue
  }
  const found = await differencesOf(provider, name)
  const explained = reasons[id] ?? {}
  for (const [field, [ownValue, peerValue]] of Object.entries(found))
    if (!explained[field])
      problems.push(
        `${id}.${field}: Portico has ${ownValue}, Auth.js has ${peerValue}, and no reason is given`,
      )
  for (const field of Object.keys(explained))
    if (!found[field]) problems.push(`${id}.${field}: a reason is given, but there is no difference`)
}
console.log(problems.length > 0 ? problems.join("\n") : "Every difference from Auth.js has a reason.")
process.exitCode = problems.length > 0 ? 1 : 0

/** Both values of every field that differs. */
async function differencesOf(provider, name) {
  const fixture = JSON.parse(readFileSync(join(root, `e2e/fixtures/providers/${provider.id}.json`), "utf8"))
  const settings = settingsOf(provider, fixture)
  const { default: factory } = await import(`@auth/core/providers/${name}`)
  const options = Object.entries(settings).map(([setting, value]) => [optionNames[setting] ?? setting, value])
  const created = factory({ clientId: "client", clientSecret: "secret", ...Object.fromEntries(options) })
  const peer = { ...created, ...created.options }
  const pairs = {
    authorization: [
      hostAndPath(fixture.authorization.url),
      peerAuthorization(peer, settings.issuer, fixture),
    ],
    scope: [scopes(provider.scope, provider.scopeSeparator), scopes(peerScope(peer))],
    tokenAuth: provider.protocol === "oauth1" ? [] : [ownTokenAuth(provider), peerTokenAuth(peer)],
    ...(await profileFields(peer, fixture)),
  }
  return Object.fromEntries(
    Object.entries(pairs).filter(([, [ownValue, peerValue]]) => ownValue !== peerValue),
  )
}

/** The provider's settings: the fixture's values, else the defaults. */
function settingsOf({ settings = {} }, { variables = {} }) {
  const values = Object.entries(settings).map(([name, defaultValue]) => [
    name,
    variables[name.toUpperCase()] ?? defaultValue,
  ])
  return Object.fromEntries(values.filter(([, value]) => value))
}

function hostAndPath(url) {
  const { host, pathname } = new URL(url)
  return host + pathname.replace(/\/$/, "")
}

/** Without an authorization URL Auth.js uses discovery, which gives the same endpoint where the issuer is the same. */
function peerAuthorization({ authorization, issuer }, ownIssuer, fixture) {
  const url = authorizationUrlOf(authorization)
  if (url) return hostAndPath(url)
  return issuer &&
    hostAndPath(issuer) === hostAndPath(ownIssuer ?? fixture.oidc?.issuer ?? "https://none.invalid")
    ? hostAndPath(fixture.authorization.url)
    : `discovery at ${issuer}`
}

function peerScope({ authorization, type }) {
  const url = authorizationUrlOf(authorization)
  const scopeInUrl = url && new URL(url).searchParams.get("scope")
  return authorization?.params?.scope ?? scopeInUrl ?? (type === "oidc" ? "openid profile email" : "")
}

function authorizationUrlOf(authorization) {
  return typeof authorization === "string" ? authorization : authorization?.url
}

function scopes(text = "", separator = " ") {
  return text
    .split(new RegExp(`[ ,${separator}]`))
    .filter(Boolean)
    .toSorted()
    .join(" ")
}

/** client_secret_basic is OpenID Connect's default where neither the provider nor its issuer names a method. */
function ownTokenAuth({ tokenAuth = "client_secret_basic" }) {
  return typeof tokenAuth === "string" ? tokenAuth : tokenAuth[0]
}

function peerTokenAuth({ client }) {
  return client?.token_endpoint_auth_method ?? "client_secret_basic"
}

/** The profile from the fixture's responses: ours is what the contract tests expect in the database, Auth.js's comes from its code. */
async function profileFields(peer, { profile, token, oidc, userinfo = [] }) {
  const tokens = { access_token: "access-token", ...Object(token.response) }
  const [first] = userinfo
  const sample = Array.isArray(first?.response)
    ? first.response
    : { ...oidc?.claims, ...Object(first?.response) }
  const { fetch } = globalThis
  try {
    globalThis.fetch = async (input) =>
      Response.json(userinfo.find(({ url }) => hostAndPath(url) === hostAndPath(input))?.response ?? sample)
    const rawProfile = (await peer.userinfo?.request?.({ tokens, provider: peer })) ?? sample
    globalThis.fetch = async () => new Response(null, { status: 404 })
    const peerProfile = await (peer.profile ?? defaultProfile)(structuredClone(rawProfile), tokens)
    const text = (value) => String(value ?? "") || null
    return Object.fromEntries(
      ["id", "name", "email", "image"].map((field) => [field, [profile[field], text(peerProfile[field])]]),
    )
  } catch (error) {
    return { profile: ["a profile", String(error)] }
  } finally {
    globalThis.fetch = fetch
  }
}

/** Auth.js's mapping for providers without one. */
function defaultProfile({ sub, id, name, nickname, preferred_username, email, picture }) {
  return { id: sub ?? id, name: name ?? nickname ?? preferred_username, email, image: picture }
}
