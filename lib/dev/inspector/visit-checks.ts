// What is checked when a sign-in starts, and at its end.
import type { Check } from "./check"

export const ofStart: Check[] = [
  {
    says: "The request came from a page of this site",
    section: "RFC 9700 section 4.7",
    fails: /^origin_mismatch/,
    expected: "an Origin header that is AUTH_URL",
    got: "another one, or none",
    fix: "Open the site under exactly the address that AUTH_URL names; localhost and 127.0.0.1 are two.",
  },
  {
    says: "The provider is enabled",
    fails: /^unknown_provider/,
    expected: "the id of an enabled provider",
    got: "another id",
  },
  {
    says: "What was asked of this sign-in is known and well-formed",
    section: "OpenID Connect Core 3.1.2.1",
    fails: /^invalid_request (?!max_age)/,
  },
  {
    says: "Whoever connects or confirms an account is still signed in",
    fails: /^session_changed/,
    when: () => false,
  },
  { says: "Not too many tries in this minute", fails: /^rate_limited/ },
  {
    says: "The protocol can answer what was asked",
    section: "OpenID Connect Core 3.1.2.1",
    fails: /^invalid_request max_age/,
    expected: "no max_age and no acr_values without OpenID Connect",
    got: "one of them",
    when: () => false,
  },
]

export const ofEnd: Check[] = [
  {
    says: "The profile has an id that can be used",
    section: "OpenID Connect Core 5.7",
    fails: /^profile_invalid/,
    expected: "a text or a number where the provider’s profile path for the id points",
    got: "something else, or nothing",
    fix: "Compare the answer of part 6 with the profile paths in the provider’s file, or AUTH_OAUTH2_PROFILE_ID.",
  },
  {
    says: "The account may sign in, or be connected, here",
    fails: /^(session_changed|account_\w+)/,
  },
  {
    says: "The attempt caused nothing before",
    fails: /^attempt_used/,
    expected: "an attempt that acts for the first time",
    got: "one that already ended",
  },
]
