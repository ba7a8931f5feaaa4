// What to do after the errors of RFC 6749, RFC 9126, RFC 9449 and RFC 8705, where it is more than the hint of our own error code.

const credentials =
  "The provider does not accept the client: a wrong AUTH_<PROVIDER>_ID or _SECRET, or another way to send the secret than the registered one (AUTH_<PROVIDER>_TOKEN_AUTH). /setup finds out which."
const callback = "Register the callback address of this provider, letter by letter: /setup shows it."
const dpop = "The client requires DPoP (RFC 9449), which is not supported: switch it off for this client."
const mtls =
  "The client requires a TLS certificate (RFC 8705), which is not supported: switch that off for this client."
const pushed =
  "The provider accepts only pushed requests (RFC 9126) of this client: leave AUTH_<PROVIDER>_PAR=off out."
const flow = "The client may not use the authorization code flow: switch it on in the provider's console."

const hints: Readonly<Record<string, string>> = {
  invalid_client: credentials,
  unauthorized_client: `${credentials} Or the client may not use the authorization code flow.`,
  invalid_redirect_uri: callback,
  redirect_uri_mismatch: callback,
  invalid_scope:
    "The provider does not know a scope, or this client may not request it: AUTH_<PROVIDER>_SCOPE.",
  invalid_dpop_proof: dpop,
  use_dpop_nonce: dpop,
}

/** Words of descriptions, for servers such as Keycloak that say invalid_request of many things. The first match counts. */
const hintsByWord: readonly (readonly [RegExp, string])[] = [
  [/\bdpop\b/i, dpop],
  [/\bm-?tls\b|\b(client|x\.?509|tls) certifica(te|tion)/i, mtls],
  [/\bredirect[ _]?ur[il]|\bcallback (address|ur[il])/i, callback],
  [/\bpushed (authorization )?request/i, pushed],
  [/\b(standard|authorization code) flow\b/i, flow],
]

/**
 * @param description what the provider wrote about the error
 * @returns undefined for an error that says no more than our own error code
 */
export function hintOf(providerError: string, description = ""): string | undefined {
  const [, hint] = hintsByWord.find(([words]) => words.test(description)) ?? []
  return hint ?? (Object.hasOwn(hints, providerError) ? hints[providerError] : undefined)
}
