// Classes of vulnerabilities in sign-in libraries. A test that shows an attack of a class fail has the class as its tag.

/**
 * @typedef {object} AttackClass
 * @property {string} tag without its `@`
 * @property {string} title
 * @property {string} [pending] the reason why the class has no case yet
 */

/** In the order of their numbers, which start at 1. @type {readonly AttackClass[]} */
export const attackClasses = [
  { tag: "open-redirect", title: "open redirect" },
  { tag: "sealed-purpose", title: "a sealed value used for another purpose" },
  { tag: "mix-up", title: "provider mix-up" },
  { tag: "stripped-check", title: "a missing check accepted" },
  { tag: "state", title: "state not compared" },
  { tag: "replay", title: "replay and concurrent redemption" },
  { tag: "refresh-race", title: "refresh race" },
  { tag: "pre-hijack", title: "account pre-hijack, automatic linking" },
  { tag: "identity", title: "identity from the wrong place" },
  { tag: "address", title: "address parsing and Unicode" },
  { tag: "fixation", title: "session fixation" },
  { tag: "session-end", title: "a session outlives its end" },
  { tag: "fail-open", title: "an error grants access" },
  { tag: "malformed", title: "malformed input" },
  { tag: "host-header", title: "host, origin and forwarded headers" },
  { tag: "path", title: "path normalization" },
  { tag: "middleware", title: "protection by middleware" },
  { tag: "idor", title: "actions and handlers without a check of the user" },
  { tag: "caching", title: "caches shared by users" },
  { tag: "xss", title: "script through errors, names and addresses" },
  { tag: "ssrf", title: "requests to addresses chosen by an attacker" },
  { tag: "leak", title: "secrets in logs, URLs and responses" },
  { tag: "signing-oracle", title: "sealing a value chosen by the caller" },
  { tag: "rate-limit", title: "rate limits evaded" },
  { tag: "defaults", title: "weak defaults" },
  { tag: "dependencies", title: "versions with known vulnerabilities" },
]
