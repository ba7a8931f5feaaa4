import { expect, test } from "@playwright/test"
import { contentSecurityPolicy, thirdPartyProblems, type ThirdParties } from "./content-security-policy"
import { csp } from "./csp"
import { problemText } from "./problem"

const policyWith = (thirdParties: ThirdParties, isDevelopment = false) =>
  contentSecurityPolicy({ thirdParties, formTargets: [], isDevelopment })

function directive(policy: string, name: string): string | undefined {
  return policy.split("; ").find((text) => text.startsWith(`${name} `))
}

test("without third parties the policy has the starter's own sources only", () => {
  expect(policyWith({})).toBe(
    [
      "default-src 'self'",
      "script-src 'self' 'nonce-{nonce}' 'strict-dynamic'",
      "style-src 'self' 'nonce-{nonce}'",
      "style-src-attr 'none'",
      "img-src 'self' data: https:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self' https:",
      "frame-ancestors 'none'",
    ].join("; "),
  )
})

test("each list is added to its directive, and nothing of the starter's own policy is removed", () => {
  const site = "https://third.example"
  const policy = policyWith({
    script: [site],
    style: [site],
    styleAttribute: ["'unsafe-inline'"],
    image: ["http://pictures.localhost:4000", "blob:"],
    font: [site, "data:"],
    connect: [site, "wss://third.example", "ws://localhost:4000", "ws://live.localhost:4000"],
    frame: [site, "https://*.third.example"],
    media: [site],
    worker: ["blob:"],
    form: ["http://localhost:4000"],
  })
  expect(policy.split("; ")).toEqual([
    "default-src 'self'",
    "script-src 'self' 'nonce-{nonce}' 'strict-dynamic' https://third.example",
    "style-src 'self' 'nonce-{nonce}' https://third.example",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: https: http://pictures.localhost:4000 blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self' https: http://localhost:4000",
    "frame-ancestors 'none'",
    "font-src 'self' https://third.example data:",
    "connect-src 'self' https://third.example wss://third.example ws://localhost:4000 ws://live.localhost:4000",
    "frame-src 'self' https://third.example https://*.third.example",
    "media-src 'self' https://third.example",
    "worker-src 'self' blob:",
  ])
})

test("an empty list leaves the directive as it is", () => {
  expect(policyWith({ connect: [], frame: [] })).toBe(policyWith({}))
})

test("only development allows eval and inline <style> elements", () => {
  expect(directive(policyWith({}, true), "script-src")).toContain("'unsafe-eval'")
  expect(directive(policyWith({}, true), "style-src")).toBe("style-src 'self' 'unsafe-inline'")
  expect(policyWith({})).not.toContain("unsafe")
})

const invalid: [list: string, source: unknown][] = [
  ["script", "'unsafe-inline'"],
  ["script", "'unsafe-eval'"],
  ["script", "'nonce-mine'"],
  ["script", "data:"],
  ["script", "blob:"],
  ["script", "https:"],
  ["script", "*"],
  ["style", "'unsafe-inline'"],
  ["frame", "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='"],
  ["frame", "data:"],
  ["frame", "js.stripe.com"],
  ["frame", "http://js.stripe.com"],
  ["frame", "https://*"],
  ["frame", "https://*.com"],
  ["frame", "https://a.example https://b.example"],
  ["frame", "https://a.example; script-src *"],
  ["frame", "https://a.example\nscript-src"],
  ["frame", "https://a.example/?query"],
  ["frame", "https://localhost.attacker.example'"],
  ["frame", "javascript:alert(1)"],
  ["connect", ""],
  ["connect", null],
  ["connect", 1],
]

for (const [list, source] of invalid)
  test(`${JSON.stringify(source)} is rejected in ${list}`, { tag: "@xss" }, () => {
    const problems = thirdPartyProblems({ [list]: ["https://good.example", source] }).map(problemText)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`csp.${list} in lib/csp.ts has ${JSON.stringify(source)}.`)
  })

for (const list of ["script", "style"] as const)
  test(`a hash is accepted in ${list}`, () => {
    const hash = "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='"
    expect(directive(policyWith({ [list]: [hash] }), `${list}-src`)).toContain(hash)
  })

test("development blocks style attributes as production does, unless they are allowed", () => {
  expect(directive(policyWith({}, true), "style-src-attr")).toBe("style-src-attr 'none'")
  expect(directive(policyWith({ styleAttribute: ["'unsafe-inline'"] }, true), "style-src-attr")).toBe(
    "style-src-attr 'unsafe-inline'",
  )
})

test("styleAttribute takes 'unsafe-inline' only", { tag: "@xss" }, () => {
  for (const source of ["https://third.example", "'unsafe-hashes'", "'unsafe-eval'"])
    expect(thirdPartyProblems({ styleAttribute: [source] }).map(problemText)).toEqual([
      `csp.styleAttribute in lib/csp.ts has "${source}". Write 'unsafe-inline': it is the only value.`,
    ])
})

test("an unknown list and a value that is no list are rejected with what to write", () => {
  expect(
    thirdPartyProblems({ scripts: [], constructor: [], frame: "https://a.example" }).map(problemText),
  ).toEqual([
    expect.stringMatching(
      /^csp\.scripts in lib\/csp\.ts does not exist\. Use script, style, styleAttribute, image/,
    ),
    expect.stringMatching(/^csp\.constructor in lib\/csp\.ts does not exist\./),
    'csp.frame in lib/csp.ts is not a list. Write it as ["https://example.com"].',
  ])
})

test("an 'unsafe-…' value is rejected with a hint to the nonce", () => {
  const [problem] = thirdPartyProblems({ script: ["'unsafe-inline'"] })
  expect(problem?.fix).toContain("lib/nonce.ts")
})

test("a value that the policy has already is rejected with what to do", () => {
  const present = { image: ["data:", "https:"], form: ["https:"], connect: ["'self'"] }
  expect(thirdPartyProblems(present).map(({ fix }) => fix)).toEqual(
    Array.from({ length: 4 }, () => "Remove it: the policy has it where it is needed."),
  )
})

test("the policy is not built from an invalid source", { tag: "@xss" }, () => {
  expect(() => policyWith({ frame: ["https://a.example; script-src *"] })).toThrow(
    /csp\.frame in lib\/csp\.ts has/,
  )
})

test("lib/csp.ts of this checkout is valid", () => {
  expect(thirdPartyProblems(csp)).toEqual([])
})
