// A check of the engine, as the inspector tells of it.
import type { Details } from "../../auth/telemetry/flow-events"

export type Check = {
  /** What holds where it passed. */
  says: string
  /** Where a standard asks for it. */
  section?: string
  /** Fits `<code> <cause>` of the failure that it causes. */
  fails: RegExp
  /** What it wants and what it found, where the failure itself does not say. */
  expected?: string
  got?: string
  /** What to do; the table of errors has a hint for each code as well. */
  fix?: string
  /** Whether it is made at all. Missing: always. */
  when?: (seen: Seen) => boolean
}

export type Seen = {
  /** The details of the step that it belongs to. */
  own: Details
  /** The details of the authorization request. */
  asked: Details
}

/** What a provider's answer to any call must be. */
export const reached: Check = {
  says: "An answer came within 10 seconds and 1 MB, without a redirect, and not with a status of 500 or more",
  fails: /^provider_unreachable/,
  expected: "an answer that can be used",
  got: "none",
  fix: "See whether this machine reaches the address: network, DNS, HTTPS_PROXY, and that the server runs.",
}

/** What came in place of what was asked for. */
export const explained = "a refusal, which the answer explains"

/** A parameter that was sent or received; undefined where there is none. */
export function parameter({ parameters }: Details, name: string): unknown {
  return Object(parameters)[name]
}
