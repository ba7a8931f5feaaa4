// What is checked of the other answers to our calls, in the engine's order.
import { type Check, explained, reached } from "./check"

export const ofMetadata: Check[] = [
  reached,
  {
    says: "The address has a metadata document",
    section: "OpenID Connect Discovery 4.2",
    fails: /^provider_misconfigured .*(status code|content-type|JSON|"issuer" property must|parse)/,
    expected: "JSON, with status 200",
    got: "something else",
    fix: "Set AUTH_<PROVIDER>_ISSUER to the address that the provider documents as its issuer, without /.well-known.",
  },
  {
    says: "The issuer calls itself what AUTH_<PROVIDER>_ISSUER says, letter by letter",
    section: "OpenID Connect Discovery 4.3",
    fails: /^provider_misconfigured .*"issuer" property does not match/,
  },
  {
    says: "It announces the endpoints that a sign-in needs, over https where it is https itself",
    section: "OpenID Connect Discovery 3",
    fails: /^provider_misconfigured .*(announces no|is not https)/,
  },
]

export const ofKeys: Check[] = [
  reached,
  { says: "The answer is a key set", section: "RFC 7517 section 5", fails: /^provider_misconfigured/ },
]

export const ofPushed: Check[] = [
  reached,
  {
    says: "The provider took the request and gave a reference to it",
    section: "RFC 9126 section 2.2",
    fails: /^provider_refused/,
    expected: "status 201 and a request_uri",
    got: "a refusal",
    fix: "Most often a wrong client secret, scope or callback address; the answer names it.",
  },
]

export const ofTemporary: Check[] = [
  reached,
  {
    says: "The provider knows the client and its signature",
    section: "RFC 5849 section 2.1",
    fails: /^token_refused/,
    expected: "temporary credentials",
    got: explained,
    fix: "Most often a wrong consumer key or secret, a clock that is off, or a callback that is not registered.",
  },
  {
    says: "The answer is a form with a token and its secret",
    section: "RFC 5849 section 2.1",
    fails: /^token_invalid (?!oauth_callback_confirmed|temporary credentials of)/,
  },
  {
    says: "oauth_callback_confirmed: the provider took note of the callback address",
    section: "RFC 5849 section 2.1",
    fails: /^token_invalid oauth_callback_confirmed/,
    expected: "oauth_callback_confirmed=true",
    got: "another value, or none",
    fix: "The provider speaks OAuth Core 1.0: declare version 1.0 in its file.",
    when: ({ own }) => Object(own.body).oauth_callback_confirmed !== undefined,
  },
]

export const ofResource: Check[] = [
  reached,
  {
    says: "The access token was taken, and the answer can be read",
    section: "RFC 6750 section 3.1",
    fails: /^userinfo_invalid/,
    expected: "the person, as JSON",
    got: "something else",
    fix: "See status and body: most often a scope that was not asked for, or a wrong userinfo address.",
  },
]

const aboutSub = /^userinfo_invalid .*"sub" property/
const aboutSignature = /^userinfo_invalid .*(signature|applicable key|not allowed|verification failed)/

export const ofUserinfo: Check[] = [
  reached,
  {
    says: "The access token was taken, and the answer can be read",
    section: "OpenID Connect Core 5.3.3",
    fails:
      /^userinfo_invalid (?!.*("sub" property|signature|applicable key|not allowed|verification failed))/,
    expected: "the person’s claims",
    got: "something else",
    fix: "See status and body: most often a scope that was not asked for.",
  },
  {
    says: "sub: userinfo is about the person of the ID token",
    section: "OpenID Connect Core 5.3.2",
    fails: aboutSub,
    expected: "the sub of the ID token",
    got: "another one, or none",
  },
  {
    says: "The signature is by a key of the issuer",
    section: "OpenID Connect Core 5.3.2",
    fails: aboutSignature,
    when: ({ own }) => /^application\/jwt\b/.test(String(own.type)),
  },
]
