// What to do after the errors of RFC 6749, RFC 9126, RFC 9449 and RFC 8705, where it is more than the hint of our own error code.

const credentials =
  "The provider does not accept the client: a wrong AUTH_<PROVIDER>_ID or _SECRET, a client that is switched off there, or another way to send the secret than the registered one (AUTH_<PROVIDER>_TOKEN_AUTH). /setup finds out which."
const callback = "Register the callback address of this provider, letter by letter: /setup shows it."
const dpop = "The client must use DPoP (RFC 9449): set AUTH_<PROVIDER>_DPOP=on."
const refusedProof = `${dpop} If it is set, the provider refused the proof: compare the clocks of both machines, and whether the provider knows its own address behind its proxy (htu).`
const refusedNonce = `${dpop} If it is set, the provider refused the nonce that it had sent just before: its servers must share their nonces.`
const mtls =
  "The client requires a TLS certificate (RFC 8705), which is not supported: switch that off for this client."
const pushed =
  "The provider accepts only pushed requests (RFC 9126) of this client: leave AUTH_<PROVIDER>_PAR=off out."
const scope = "The provider does not know a scope, or this client may not request it: AUTH_<PROVIDER>_SCOPE."
const pkce =
  "The provider expects another PKCE method than S256 of this client: choose S256 there, or set AUTH_<PROVIDER>_PKCE=off if it takes none."
const flow = "The client may not use the authorization code flow: switch it on in the provider's console."

const hints: Readonly<Record<string, string>> = {
  invalid_client: credentials,
  unauthorized_client: `${credentials} Or the client may not use the authorization code flow.`,
  invalid_redirect_uri: callback,
  redirect_uri_mismatch: callback,
  invalid_scope: scope,
  invalid_dpop_proof: refusedProof,
  use_dpop_nonce: refusedNonce,
}

const wordOfDpop = /\bdpop\b/i

/** Whether a provider's text is about the proof: some servers without one respond with `invalid_grant` or `invalid_request`. */
export function mentionsDpop(description = ""): boolean {
  return wordOfDpop.test(description)
}

/** Whether a provider's error is about the proof, or about its absence. */
export function isAboutDpop({
  providerError = "",
  description,
}: {
  providerError?: string
  description?: string
}): boolean {
  return /^(invalid_dpop_proof|use_dpop_nonce)$/.test(providerError) || mentionsDpop(description)
}

/** Words of descriptions, for servers such as Keycloak that say invalid_request of many things. The first match counts. */
const hintsByWord: readonly (readonly [RegExp, string])[] = [
  [wordOfDpop, refusedProof],
  [/\bm-?tls\b|\b(client|x\.?509|tls) certifica(te|tion)/i, mtls],
  [/\binvalid scopes?\b/i, scope],
  [/\bcode[ _]challenge|\bpkce\b/i, pkce],
  [/\bredirect[ _]?ur[il]|\bcallback (address|ur[il])/i, callback],
  [/\bpushed (authorization )?request/i, pushed],
  [/\b(standard|authorization code) flow\b/i, flow],
]

/** What a provider wrote about an error, and the status of its response to an authenticated client. */
export type Context = { description?: string | undefined; status?: number | undefined }

/** @returns undefined for an error that says no more than our own error code */
export function hintOf(providerError: string, { description = "", status }: Context): string | undefined {
  const [, hint] = hintsByWord.find(([words]) => words.test(description)) ?? []
  if (providerError === "use_dpop_nonce") return refusedNonce
  if (hint !== undefined) return hint
  if (Object.hasOwn(hints, providerError)) return hints[providerError]
  // Keycloak says invalid_request to a pushed request of a client that it does not accept.
  return status === 401 ? credentials : undefined
}
