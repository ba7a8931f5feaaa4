// What a provider does its own way, in words: from its options, so that the words cannot say less than the file.

/** @typedef {Readonly<Record<string, unknown>>} Options */

/** @type {Readonly<Record<string, (value: unknown, provider: Options) => string | undefined>>} */
const words = {
  version: (value) => (value === "1.0" ? "OAuth Core 1.0, without verifier" : undefined),
  signature: (value) => `signs with ${String(value)}`,
  tenantClaim: () => "people of any tenant may sign in",
  discovery: (value) =>
    value === "oauth2" ? "announces its addresses (RFC 8414)" : "its discovery document lies elsewhere",
  params: (value) => `sends ${names(value)} along`,
  paramNames: (value) => `asks under other names: ${pairs(value)}`,
  scopeSeparator: (value) => `scopes with "${String(value)}" between them`,
  pkce: (value) => (value === "plain" ? "PKCE with the plain method alone" : "rejects PKCE"),
  par: () => "takes no pushed requests",
  responseMode: () => "answers with a POST",
  codeParam: (value) => `calls the code ${code(value)}`,
  userInCallback: () => "tells the name once, at the first consent",
  tokenAuth: (value) => ways(value),
  tokenRequest: (value) => (value === "json" ? "token request as JSON" : "token request as a GET"),
  tokenParams: (value) => changes(value),
  tokenParamNames: (value) => `token request under other names: ${pairs(value)}`,
  tokenHeaders: (value) => `token request with ${names(value)} in the header`,
  tokenFormat: (value) =>
    value === "form" ? "form-encoded token answer" : "JSON under another content type",
  tokenPaths: () => "wraps the token answer",
  tokenType: () => "token answer without a usable type",
  success: (value) => `tells errors with status 200, but for ${code(value)}`,
  idTokenAlg: () => "signs ID tokens with the client secret",
  nonceEchoed: () => "does not repeat the nonce",
  userinfo: (value) => (value === false ? "the ID token says it all" : undefined),
  headers: (value) => `is asked with ${names(value)} in the header`,
  userinfoForm: () => "is asked with a POST",
  graphql: () => "is asked in GraphQL",
  also: (value) => `is asked at ${Object.keys(Object(value)).length + 1} addresses`,
  hooks: () => "has code of its own in its file",
  clockSkewSeconds: (value) => `its clock may be ${String(value)} seconds off`,
  signOut: () => "signing out here ends its own session too",
}

/**
 * @param {import("./catalogue.mjs").Provider} provider
 * @returns {string[]} parts of a sentence
 */
export function quirksOf(provider) {
  const options = /** @type {Options} */ (provider)
  return Object.entries(words).flatMap(([option, say]) => {
    const value = options[option]
    return (value === undefined ? undefined : say(value, options)) ?? []
  })
}

/**
 * What an owner must not expect of its addresses.
 * @param {import("./catalogue.mjs").Provider} provider
 */
export function addressOf({ profile }) {
  if (!profile) return []
  if (!profile.email) return ["It gives no email address."]
  return profile.emailVerified || profile.emailVerifiedAt ? [] : ["Its email addresses count as unverified."]
}

/** @param {unknown} value */
function ways(value) {
  const known = /** @type {Record<string, string>} */ ({
    client_secret_jwt: "an assertion signed with the secret",
    private_key_jwt: "an assertion signed with a private key",
    client_secret_minted: "a secret made from a key for each request",
    none: "no secret",
  })
  const told = [value].flat().flatMap((way) => known[String(way)] ?? [])
  return told.length > 0 ? `takes ${told.join(" or ")}` : undefined
}

/** @param {unknown} value */
function changes(value) {
  const all = Object.entries(Object(value))
  const more = all.filter(([, text]) => text !== null).map(([name]) => code(name))
  const less = all.filter(([, text]) => text === null).map(([name]) => code(name))
  return [
    "token request",
    more.length && `with ${more.join(", ")}`,
    less.length && `without ${less.join(", ")}`,
  ]
    .filter(Boolean)
    .join(" ")
}

/** @param {unknown} value */
const code = (value) => `\`${String(value)}\``

/** @param {unknown} value */
const names = (value) => Object.keys(Object(value)).map(code).join(", ")

/** @param {unknown} value */
function pairs(value) {
  return Object.entries(Object(value))
    .map(([standard, own]) => `${code(own)} for ${code(standard)}`)
    .join(", ")
}
