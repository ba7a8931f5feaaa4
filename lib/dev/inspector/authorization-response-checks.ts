// What is checked when a visitor comes back with the provider's answer, in the engine's order.
import { type Check, parameter } from "./check"

const attempt: Check[] = [
  { says: "Not too many answers in this minute", fails: /^rate_limited/, when: () => false },
  {
    says: "The posted answer fits into a cookie until the browser is back",
    section: "Form Post Response Mode",
    fails: /^answer_too_large/,
    when: () => false,
  },
  {
    says: "state: this browser began this very attempt, and has not used it yet",
    section: "RFC 6749 section 10.12",
    fails: /^attempt_missing/,
    expected: "the state that part 1 sent, and the attempt’s cookie in this browser",
    got: "a state that no cookie of this browser belongs to",
    fix: "Begin and end at one host (localhost and 127.0.0.1 keep separate cookies), in one browser, and open the callback once: going back or reloading repeats an attempt that is used up.",
  },
  {
    says: "The attempt is no older than attemptMinutes",
    section: "RFC 6749 section 4.1.2",
    fails: /^attempt_expired/,
    expected: "an answer within attemptMinutes (lib/auth/config.ts)",
    got: "a later one",
  },
  {
    says: "Provider, client id and callback address are those that the attempt began with",
    section: "RFC 9700 section 4.4",
    fails: /^attempt_mismatch/,
    expected: "the provider, client id and callback address of part 1",
    got: "others",
    fix: "Each provider has a callback address of its own; register that one, and do not change keys between.",
  },
]

export const ofAnswer: Check[] = [
  ...attempt,
  {
    says: "iss: the answer comes from the issuer that was asked",
    section: "RFC 9207 section 2.4",
    fails: /^issuer_mismatch/,
    when: ({ own }) => parameter(own, "iss") !== undefined,
  },
  {
    says: "Each parameter came once",
    section: "RFC 6749 section 3.1",
    fails: /^answer_invalid (?!the answer has \d+ codes)/,
    expected: "state, iss and error at most once, and no answer of another flow",
    got: "an answer that breaks this",
  },
  {
    says: "The visitor agreed",
    section: "RFC 6749 section 4.1.2.1",
    fails: /^access_denied/,
    expected: "a code",
    got: "error=access_denied",
    fix: "Nothing is broken where the visitor declined. Else see who may use the app in the provider’s console.",
  },
  {
    says: "The provider sent no error",
    section: "RFC 6749 section 4.1.2.1",
    fails: /^provider_refused/,
    expected: "a code",
    got: "an error, which the answer’s parameters name",
  },
  {
    says: "The answer has one code",
    section: "RFC 6749 section 4.1.2",
    fails: /^answer_invalid the answer has \d+ codes/,
    expected: "one code",
    got: "none, an empty one, or several",
  },
]

export const ofAnswer1: Check[] = [
  ...attempt,
  {
    says: "Each parameter came once",
    fails:
      /^answer_invalid (the answer has more than one (?!oauth_(problem|verifier))|the answer has another state)/,
  },
  {
    says: "The answer is about the temporary credentials of this attempt",
    section: "RFC 5849 section 2.2",
    fails: /^answer_invalid the answer is about another token/,
    expected: "the oauth_token of the temporary credentials",
    got: "another one, or none",
  },
  {
    says: "The visitor agreed",
    section: "RFC 5849 section 2.2",
    fails: /^access_denied/,
    expected: "oauth_verifier",
    got: "a refusal",
    fix: "Nothing is broken where the visitor declined. Else see who may use the app in the provider’s console.",
  },
  {
    says: "The provider tells of no problem",
    fails: /^(provider_refused|answer_invalid the answer has more than one oauth_problem)/,
    expected: "oauth_verifier",
    got: "oauth_problem",
  },
  {
    says: "The answer has one verifier",
    section: "RFC 5849 section 2.2",
    fails: /^answer_invalid the answer has (no verifier|more than one oauth_verifier)/,
    expected: "oauth_verifier",
    got: "none, or several",
    fix: "OAuth Core 1.0 had none: a provider that still speaks it declares version 1.0.",
    when: ({ own }) => parameter(own, "oauth_verifier") !== undefined,
  },
]
