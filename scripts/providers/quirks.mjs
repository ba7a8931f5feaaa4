// Describes a provider's quirks. The text is derived from its options, so that it always agrees with the file.

/** @typedef {Readonly<Record<string, unknown>>} Options */

/** @type {Readonly<Record<string, (value: unknown) => string | undefined>>} */
const descriptions = {
  version: (value) => (value === "1.0" ? "OAuth Core 1.0, without a verifier" : undefined),
  signature: (value) => `requests signed with ${String(value)}`,
  tenantClaim: () => "users of any tenant can sign in",
  discovery: (value) =>
    value === "oauth2"
      ? "endpoints from the issuer's metadata (RFC 8414)"
      : "discovery document at its own URL",
  params: (value) => `authorization request with ${names(value)}`,
  paramNames: (value) => `authorization request with ${pairs(value)}`,
  scopeSeparator: (value) => `scopes separated by "${String(value)}"`,
  par: () => "no pushed authorization requests",
  responseMode: () => "form-post response",
  codeParam: (value) => `authorization code in ${code(value)}`,
  userInCallback: () => "name sent only once, with the first consent",
  tokenAuth: (value) => authMethods(value),
  tokenRequest: (value) => (value === "json" ? "token request as JSON" : "token request as a GET"),
  tokenParams: (value) => tokenParams(value),
  tokenParamNames: (value) => `token request with ${pairs(value)}`,
  tokenHeaders: (value) => `token request with ${names(value)} in the headers`,
  tokenFormat: (value) =>
    value === "form" ? "form-encoded token response" : "token response as JSON with another content type",
  tokenPaths: () => "token response with other field names",
  tokenType: () => "token response without a usable `token_type`",
  success: (value) => `errors may have status 200 (success is ${code(value)})`,
  refresh: () => "tokens refreshed at an address of their own",
  idTokenAlg: (value) =>
    value === "HS256" ? "ID tokens signed with the client secret" : `ID tokens signed with ${String(value)}`,
  nonceEchoed: () => "ID token without the nonce",
  userinfo: (value) =>
    value === false ? "no userinfo request" : value === true ? "userinfo request at each sign-in" : undefined,
  headers: (value) => `userinfo request with ${names(value)} in the headers`,
  userinfoForm: () => "userinfo request as a POST",
  graphql: () => "userinfo request in GraphQL",
  extraRequests: (value) => `profile from ${Object.keys(Object(value)).length + 1} requests`,
  hooks: () => "custom code in its file",
  clockSkewSeconds: (value) => `clock skew of up to ${String(value)} seconds`,
  signOut: () => "signing out also ends the provider's session",
}

/**
 * @param {import("./catalogue.mjs").Provider} provider
 * @returns {string[]} one phrase per quirk
 */
export function quirksOf(provider) {
  const options = /** @type {Options} */ (provider)
  return Object.entries(descriptions).flatMap(([option, describe]) => {
    const value = options[option]
    return (value === undefined ? undefined : describe(value)) ?? []
  })
}

/**
 * Says whether the provider returns email addresses and whether they are verified.
 * @param {import("./catalogue.mjs").Provider} provider
 */
export function emailNotes({ profile }) {
  if (!profile) return []
  if (!profile.email) return ["No email address is returned."]
  if (!profile.emailVerified && !profile.emailVerifiedAt) return ["Email addresses count as unverified."]
  const { verifiedDomains, hostedDomain } = profile
  return [
    verifiedDomains &&
      `Email addresses count as verified only at ${verifiedDomains.join(", ")}${hostedDomain ? `, and with the claim ${code(hostedDomain)}` : ""}.`,
  ].filter((note) => typeof note === "string")
}

/** @param {unknown} value */
function authMethods(value) {
  const known = /** @type {Record<string, string>} */ ({
    client_secret_jwt: "an assertion signed with the client secret",
    private_key_jwt: "an assertion signed with a private key",
    client_secret_minted: "a client secret minted for each request",
    none: "no client secret",
  })
  const methods = [value].flat().flatMap((method) => known[String(method)] ?? [])
  return methods.length > 0 ? `token request with ${methods.join(" or ")}` : undefined
}

/** @param {unknown} value */
function tokenParams(value) {
  const all = Object.entries(Object(value))
  const added = all.filter(([, text]) => text !== null).map(([name]) => code(name))
  const removed = all.filter(([, text]) => text === null).map(([name]) => code(name))
  return [
    "token request",
    added.length && `with ${added.join(", ")}`,
    removed.length && `without ${removed.join(", ")}`,
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
    .map(([standard, own]) => `${code(own)} instead of ${code(standard)}`)
    .join(", ")
}
