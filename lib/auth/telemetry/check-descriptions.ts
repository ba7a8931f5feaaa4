// Describes the engine's checks for developers. Loaded only under `next dev`.
import type { CheckName } from "../check-names"
import type { Step } from "./flow-events"

export type CheckDescription = {
  /** The statement that the check proves. */
  label: string
  /** The step at which the check is shown: "start" is the visitor's request, "latest" the last step before the check. */
  at: Step | "start" | "latest"
  /** The section of the standard that requires it. */
  section?: string
  /** The expected and the received value, if the failure itself has none. */
  expected?: string
  received?: string
  /** What to do after a failure. Without it, the hint of the error code is shown. */
  fix?: string
}

const idTokenSection = "OpenID Connect Core 3.1.3.7"
const seeResponse = "an error, which the response explains"

export const checks: Record<CheckName, CheckDescription> = {
  own_origin: {
    label: "The request came from a page of this site",
    at: "start",
    section: "RFC 9700 section 4.7",
    fix: "Open the site under exactly the address in AUTH_URL; localhost and 127.0.0.1 are different.",
  },
  initiate_issuer: {
    label: "The sign-in that began at the provider names its issuer, character by character",
    at: "start",
    section: "OpenID Connect Core 4",
    fix: "Compare the iss that the provider sends with AUTH_<PROVIDER>_ISSUER. Okta sends the address of the organization.",
  },
  provider_enabled: { label: "The provider is enabled", at: "start" },
  authorization_params: {
    label: "The parameters of this sign-in are known and well-formed",
    at: "start",
    section: "OpenID Connect Core 3.1.2.1",
  },
  session_unchanged: { label: "The user who links or re-authenticates is still signed in", at: "start" },
  rate_limit: { label: "The rate limit is not exceeded", at: "start" },
  params_supported: {
    label: "The protocol supports the parameters of this sign-in",
    at: "start",
    section: "OpenID Connect Core 3.1.2.1",
    expected: "no max_age and no acr_values without OpenID Connect",
    received: "one of them",
  },
  provider_reachable: {
    label:
      "A response came within 10 seconds and 1 MB, without a redirect, and its status does not say “try again later”",
    at: "latest",
    expected: "a usable response",
    received: "none",
    fix: "After 408, 425 or 429, the provider limits requests: try again later. Otherwise check whether this machine reaches the address: network, DNS, HTTPS_PROXY, and that the server runs.",
  },
  metadata_document: {
    label: "The address has a metadata document",
    at: "metadata_response",
    section: "OpenID Connect Discovery 4.2",
    expected: "JSON with status 200",
    received: "another response",
    fix: "Set AUTH_<PROVIDER>_ISSUER to the address that the provider documents as its issuer, without /.well-known.",
  },
  metadata_issuer: {
    label: "The document’s issuer is AUTH_<PROVIDER>_ISSUER, character by character",
    at: "metadata_response",
    section: "OpenID Connect Discovery 4.3",
  },
  metadata_endpoints: {
    label: "The endpoints of a sign-in are announced, over https where the issuer is https",
    at: "metadata_response",
    section: "OpenID Connect Discovery 3",
  },
  key_set: { label: "The response is a key set", at: "metadata_response", section: "RFC 7517 section 5" },
  identity_name: {
    label: "The visitor named a handle, a DID or the address of a server",
    at: "start",
    section: "atproto.com/specs/oauth",
    fix: "A handle is a host name such as alice.bsky.social; the address of a server begins with https:// and has no path.",
  },
  identity_handle: {
    label: "The handle leads to one DID, whose document names the handle",
    at: "latest",
    section: "atproto.com/specs/handle",
    fix: "See the TXT record of _atproto.<handle>, or https://<handle>/.well-known/atproto-did, which must not redirect. A private address is not read.",
  },
  identity_document: {
    label: "The DID has a document of its own, which names the account’s server",
    at: "metadata_response",
    section: "atproto.com/specs/did",
    fix: "See the document in the directory (AUTH_<PROVIDER>_DIRECTORY), or that of a did:web at its host.",
  },
  identity_server: {
    label: "The server names one authorization server, which follows the AT Protocol",
    at: "metadata_response",
    section: "RFC 9728 section 3",
    fix: "See /.well-known/oauth-protected-resource of the server and /.well-known/oauth-authorization-server of the one that it names.",
  },
  identity_subject: {
    label: "sub: the account is the one that was named, and its DID leads to the server that answered",
    at: "latest",
    section: "atproto.com/specs/oauth",
    fix: "Sign in with the same account at the server that you named here. Otherwise a server pretends to have another server’s account.",
  },
  pushed_request: {
    label: "The provider accepted the pushed request and returned a request_uri",
    at: "pushed_response",
    section: "RFC 9126 section 2.2",
    expected: "status 201 and a request_uri",
    received: seeResponse,
    fix: "Most often a wrong client secret, way to send it (AUTH_<PROVIDER>_TOKEN_AUTH), scope or callback address; the response names it. AUTH_<PROVIDER>_PAR=off sends the request without pushing it.",
  },
  temporary_accepted: {
    label: "The provider accepted the client and its signature",
    at: "temporary_response",
    section: "RFC 5849 section 2.1",
    expected: "temporary credentials",
    received: seeResponse,
    fix: "Most often a wrong consumer key or secret, a wrong clock, or a callback that is not registered.",
  },
  temporary_form: {
    label: "The response is a form with a token and its secret",
    at: "temporary_response",
    section: "RFC 5849 section 2.1",
  },
  callback_confirmed: {
    label: "oauth_callback_confirmed: the provider has stored the callback address",
    at: "temporary_response",
    section: "RFC 5849 section 2.1",
    fix: "The provider uses OAuth Core 1.0: declare version 1.0 in its file.",
  },
  form_post_size: {
    label: "The form-post response fits into a cookie",
    at: "authorization_grant",
    section: "Form Post Response Mode",
  },
  attempt: {
    label: "state: this browser started this attempt and has not used it yet",
    at: "authorization_grant",
    section: "RFC 6749 section 10.12",
    expected: "the state of part 1, and the attempt’s cookie in this browser",
    received: "a state without a cookie in this browser",
    fix: "Start and finish at one host (localhost and 127.0.0.1 have separate cookies), in one browser, and open the callback once: going back or reloading repeats an attempt that is used up.",
  },
  attempt_age: {
    label: "The attempt is not older than attemptMinutes",
    at: "authorization_grant",
    section: "RFC 6749 section 4.1.2",
    expected: "a response within attemptMinutes (lib/auth/config.ts)",
    received: "a later one",
  },
  attempt_client: {
    label: "Provider, client id and callback address are those with which the attempt started",
    at: "authorization_grant",
    section: "RFC 9700 section 4.4",
    expected: "the provider, client id and callback address of part 1",
    received: "others",
    fix: "Each provider has its own callback address: register that one, and do not change credentials in between.",
  },
  response_issuer: {
    label: "iss: the response comes from the issuer of this attempt",
    at: "authorization_grant",
    section: "RFC 9207 section 2.4",
  },
  response_params: {
    label: "The response has each parameter once, and the state of this attempt",
    at: "authorization_grant",
    section: "RFC 6749 section 3.1",
    expected: "state, iss and error at most once, and no response of another flow",
    received: "a response that breaks this",
  },
  response_token: {
    label: "The response belongs to the temporary credentials of this attempt",
    at: "authorization_grant",
    section: "RFC 5849 section 2.2",
  },
  response_consent: {
    label: "The visitor agreed",
    at: "authorization_grant",
    section: "RFC 6749 section 4.1.2.1",
    expected: "a code or verifier",
    received: "a declined consent",
    fix: "Nothing is broken where the visitor declined. Otherwise check in the provider’s console who may use the app.",
  },
  response_error: {
    label: "The provider sent no error",
    at: "authorization_grant",
    section: "RFC 6749 section 4.1.2.1",
  },
  response_code: {
    label: "The response has one code",
    at: "authorization_grant",
    section: "RFC 6749 section 4.1.2",
  },
  response_verifier: {
    label: "The response has one verifier",
    at: "authorization_grant",
    section: "RFC 5849 section 2.2",
    fix: "OAuth Core 1.0 has no verifier: a provider that still uses it declares version 1.0.",
  },
  code_verifier: {
    label: "PKCE: the code verifier was sent, for the provider to check",
    at: "token_request",
    section: "RFC 7636 section 4.5",
  },
  token_accepted: {
    label: "The provider accepted the code or verifier and the client authentication",
    at: "token_response",
    section: "RFC 6749 section 5.2",
    expected: "tokens",
    received: seeResponse,
    fix: "Most often a wrong client secret, another way to send it than the registered one (AUTH_<PROVIDER>_TOKEN_AUTH; the check at /setup finds it), or a callback address that differs from the registered one.",
  },
  token_response: {
    label: "The response has the tokens that the protocol requires",
    at: "token_response",
    section: "RFC 6749 section 5.1",
    expected:
      "access_token, token_type and, in OpenID Connect, id_token; in OAuth 1.0 a token and its secret",
    received: "a response without one of them",
    fix: "A provider that sends no ID token is not an OpenID provider: the scope openid must be requested and allowed for the client.",
  },
  decryption: {
    label: "The token is encrypted for this client, by an accepted algorithm, with a signed one inside",
    at: "latest",
    section: "OpenID Connect Core 10.2",
  },
  id_token_format: {
    label: "The ID token can be decoded",
    at: "token_response",
    section: "RFC 7519 section 7.2",
    expected: "a JWT of three parts",
    received: "another text",
  },
  id_token_alg: {
    label: "alg: the issuer announces the signature algorithm, and it is allowed",
    at: "token_response",
    section: idTokenSection,
    expected: "an algorithm of id_token_signing_alg_values_supported, never none",
    received: "another one",
  },
  id_token_times: {
    label: "exp, nbf, iat: the ID token is valid now, and at most an hour old",
    at: "token_response",
    section: idTokenSection,
    expected: "a future exp and an iat within the last hour, with a tolerance of 30 seconds",
    received: "another one",
    fix: "Check whether the clocks here and at the provider agree.",
  },
  id_token_claims: {
    label: "iss, sub, aud, exp, iat and nonce are there, with the right types",
    at: "token_response",
    section: idTokenSection,
  },
  id_token_iss: { label: "iss: it is the issuer’s", at: "token_response", section: idTokenSection },
  id_token_aud: { label: "aud: it is for this client", at: "token_response", section: idTokenSection },
  id_token_azp: {
    label: "azp: it was issued to this client",
    at: "token_response",
    section: idTokenSection,
  },
  id_token_auth_time: {
    label: "auth_time: the visitor authenticated within max_age",
    at: "token_response",
    section: idTokenSection,
  },
  id_token_nonce: {
    label: "nonce: it was issued for this attempt",
    at: "token_response",
    section: idTokenSection,
    expected: "the nonce of part 1",
    received: "another one",
    fix: "The token belongs to another sign-in, by mistake or by an attack; or a proxy repeats old responses.",
  },
  id_token_at_hash: {
    label: "at_hash: it came with this access token",
    at: "token_response",
    section: "OpenID Connect Core 3.1.3.6",
    expected: "the hash of the access token",
    received: "another one",
    fix: "The access token or the ID token of this response belongs to another response.",
  },
  id_token_signature: {
    label: "The ID token’s signature is by a key of the issuer",
    at: "token_response",
    section: "RFC 7515 section 5.2",
    expected: "a signature that a key of the issuer’s key set verifies",
    received: "one that none verifies",
    fix: "Compare the token’s kid with the key set (jwks_uri). A provider behind a proxy may announce other keys.",
  },
  id_token_acr: {
    label: "acr: the visitor authenticated in a way that was requested",
    at: "token_response",
    section: idTokenSection,
  },
  userinfo_response: {
    label: "The access token was accepted, and the response can be read",
    at: "resource_response",
    section: "RFC 6750 section 3.1",
    expected: "the profile as JSON",
    received: "another response",
    fix: "See status and body: most often a scope that was not requested, or a wrong userinfo address.",
  },
  userinfo_sub: {
    label: "sub: userinfo is about the subject of the ID token",
    at: "resource_response",
    section: "OpenID Connect Core 5.3.2",
    expected: "the sub of the ID token",
    received: "another one, or none",
  },
  userinfo_signature: {
    label: "The userinfo’s signature is by a key of the issuer",
    at: "resource_response",
    section: "OpenID Connect Core 5.3.2",
  },
  profile_id: {
    label: "The profile has a usable id",
    at: "finished",
    section: "OpenID Connect Core 5.7",
    expected: "a text or a number at the provider’s profile path for the id",
    received: "something else, or nothing",
    fix: "Compare the response of part 6 with the profile paths in the provider’s file, or AUTH_OAUTH2_PROFILE_ID.",
  },
  account: { label: "The account may sign in, or be linked, here", at: "finished" },
  attempt_unused: {
    label: "The attempt is used for the first time",
    at: "finished",
    expected: "an attempt that has not acted",
    received: "one that has already ended",
  },
  logout_token: {
    label: "The logout token is valid",
    at: "latest",
    section: "OpenID Connect Back-Channel Logout 2.6",
  },
}
