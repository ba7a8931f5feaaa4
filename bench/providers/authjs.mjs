// Holds each provider of Auth.js beside ours: where the visitor is sent, with which scopes, how the client proves itself,
// and who comes out of the same sample answer. A difference without a reason fails, and so does a reason without a
// difference. The reasons lie in scripts/providers/authjs.mjs, from which docs/providers.md has them.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { reasons } from "../../scripts/providers/authjs.mjs"
import { leftOut } from "../../scripts/providers/left-out.mjs"
import { idIn } from "./aliases.mjs"
import { catalogue, root } from "./catalogue.mjs"
import { authjs } from "./peers.mjs"

/** Options that Auth.js spells otherwise than after our settings. */
const spelt = { account_id: "accountID" }

const faults = []
for (const name of authjs()) {
  const id = idIn("authjs", name)
  const provider = catalogue.find((it) => it.id === id)
  if (!provider) {
    if (!(id in leftOut)) faults.push(`${name}: neither covered nor left out`)
    continue
  }
  const found = await differences(provider, name)
  const explained = reasons[id] ?? {}
  for (const [field, [ours, theirs]] of Object.entries(found))
    if (!explained[field]) faults.push(`${id}.${field}: ours ${ours}, theirs ${theirs}: no reason is given`)
  for (const field of Object.keys(explained))
    if (!found[field]) faults.push(`${id}.${field}: a reason is given, and there is no difference`)
}
console.log(faults.length > 0 ? faults.join("\n") : "Every difference from Auth.js has its reason.")
process.exitCode = faults.length > 0 ? 1 : 0

/** Both sides of every field in which they differ. */
async function differences(provider, name) {
  const fixture = JSON.parse(readFileSync(join(root, `e2e/fixtures/providers/${provider.id}.json`), "utf8"))
  const settings = settingsOf(provider, fixture)
  const { default: factory } = await import(`@auth/core/providers/${name}`)
  const options = Object.entries(settings).map(([setting, value]) => [spelt[setting] ?? setting, value])
  const made = factory({ clientId: "client", clientSecret: "secret", ...Object.fromEntries(options) })
  const theirs = { ...made, ...made.options }
  const pairs = {
    authorization: [place(fixture.authorization.url), authorizationOf(theirs, settings.issuer, fixture)],
    scope: [scopes(provider.scope, provider.scopeSeparator), scopes(scopeOf(theirs))],
    tokenAuth: provider.protocol === "oauth1" ? [] : [tokenAuthOf(provider), tokenAuthOfTheirs(theirs)],
    ...(await people(theirs, fixture)),
  }
  return Object.fromEntries(Object.entries(pairs).filter(([, [ours, other]]) => ours !== other))
}

/** The values of the fixture's owner, and the defaults. */
function settingsOf({ settings = {} }, { variables = {} }) {
  const values = Object.entries(settings).map(([name, byDefault]) => [
    name,
    variables[name.toUpperCase()] ?? byDefault,
  ])
  return Object.fromEntries(values.filter(([, value]) => value))
}

function place(address) {
  const { host, pathname } = new URL(address)
  return host + pathname.replace(/\/$/, "")
}

/** Where theirs comes from discovery, it is ours that discovery at the same issuer gives. */
function authorizationOf({ authorization, issuer }, ourIssuer, fixture) {
  const address = clientIpFrom(authorization)
  if (address) return place(address)
  return issuer && place(issuer) === place(ourIssuer ?? fixture.oidc?.issuer ?? "https://none.invalid")
    ? place(fixture.authorization.url)
    : `discovery at ${issuer}`
}

function scopeOf({ authorization, type }) {
  const address = clientIpFrom(authorization)
  const inAddress = address && new URL(address).searchParams.get("scope")
  return authorization?.params?.scope ?? inAddress ?? (type === "oidc" ? "openid profile email" : "")
}

function clientIpFrom(authorization) {
  return typeof authorization === "string" ? authorization : authorization?.url
}

function scopes(text = "", separator = " ") {
  return text
    .split(new RegExp(`[ ,${separator}]`))
    .filter(Boolean)
    .toSorted()
    .join(" ")
}

/** Where neither side names a way, ours is what the issuer announces, and the default of OpenID Connect where it is silent. */
function tokenAuthOf({ tokenAuth = "client_secret_basic" }) {
  return typeof tokenAuth === "string" ? tokenAuth : tokenAuth[0]
}

function tokenAuthOfTheirs({ client }) {
  return client?.token_endpoint_auth_method ?? "client_secret_basic"
}

/** Who comes out of the fixture's answers: ours as the contract tests find them in the database, theirs by their code. */
async function people(theirs, { profile, token, oidc, userinfo = [] }) {
  const tokens = { access_token: "access-token", ...Object(token.response) }
  const [first] = userinfo
  const sample = Array.isArray(first?.response)
    ? first.response
    : { ...oidc?.claims, ...Object(first?.response) }
  const { fetch } = globalThis
  try {
    globalThis.fetch = async (address) =>
      Response.json(userinfo.find(({ url }) => place(url) === place(address))?.response ?? sample)
    const answer = (await theirs.userinfo?.request?.({ tokens, provider: theirs })) ?? sample
    globalThis.fetch = async () => new Response(null, { status: 404 })
    const person = await (theirs.profile ?? standard)(structuredClone(answer), tokens)
    const text = (value) => String(value ?? "") || null
    return Object.fromEntries(
      ["id", "name", "email", "image"].map((field) => [field, [profile[field], text(person[field])]]),
    )
  } catch (error) {
    return { profile: ["a person", String(error)] }
  } finally {
    globalThis.fetch = fetch
  }
}

/** What Auth.js does without a mapping. */
function standard({ sub, id, name, nickname, preferred_username, email, picture }) {
  return { id: sub ?? id, name: name ?? nickname ?? preferred_username, email, image: picture }
}
