// What to do after the errors of RFC 6749, RFC 9126, RFC 9449 and RFC 8705, where it is more than the hint of our own error code.

const credentials =
  "The provider does not accept the client: a wrong AUTH_<PROVIDER>_ID or _SECRET, or another way to send the secret than the registered one (AUTH_<PROVIDER>_TOKEN_AUTH). /setup finds out which."
const callback = "Register the callback address of this provider, letter by letter: /setup shows it."
const dpop = "The client requires DPoP (RFC 9449), which is not supported: switch it off for this client."

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

/** @returns undefined for an error that says no more than our own error code */
export function hintOf(providerError: string): string | undefined {
  return Object.hasOwn(hints, providerError) ? hints[providerError] : undefined
}
