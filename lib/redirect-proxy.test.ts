import { expect, test } from "@playwright/test"
import { problemText } from "./problem"
import { isAllowed, readRedirectProxy, redirectProxyProblems } from "./redirect-proxy"

const valid = {
  url: "https://app.example.com",
  secret: "s".repeat(44),
  allow: "https://next.example.com, https://app-*-team.vercel.app",
}
const deployment = { own: "https://app-git-x-team.vercel.app", secrets: ["t".repeat(44)] }
const allowed = readRedirectProxy(valid)?.allowed ?? []
const problems = (changes: Partial<typeof valid>, current = deployment) =>
  redirectProxyProblems({ ...valid, ...changes }, current).map(problemText)

for (const origin of [
  "https://next.example.com",
  "https://app-x-team.vercel.app",
  "https://app-git-my-branch-2-team.vercel.app",
])
  test(`responses may be forwarded to ${origin}`, () => {
    expect(isAllowed(origin, allowed)).toBe(true)
  })

for (const origin of [
  "https://next.example.com.evil.example",
  "https://evil-next.example.com",
  "https://next.example.com:8443",
  "https://next.example.com.",
  "https://next.example.com/",
  "https://NEXT.example.com",
  "http://next.example.com",
  "https://next.example.com@evil.example",
  "https://app-x-team.vercel.app.evil.example",
  "https://app-x-team.vercel.app@evil.example",
  "https://app-x-team.vercel.app:444",
  "https://app-x-team.vercel.app.",
  "https://app-evil.example/-team.vercel.app",
  "https://app-evil.example#-team.vercel.app",
  "https://app-evil.example\\-team.vercel.app",
  "https://app-@evil-team.vercel.app",
  "https://app-x.y-team.vercel.app",
  "https://app-X-team.vercel.app",
  "https://app-ä-team.vercel.app",
  "https://app-xn--x-team.vercel.app",
  "https://app--team.vercel.app",
  "https://app-x-evil.vercel.app",
  "https://app-team.vercel.app",
  "https://evil-app-x-team.vercel.app",
  "http://app-x-team.vercel.app",
  "https://app-*-team.vercel.app",
  "javascript:alert(1)//app-x-team.vercel.app",
  "",
])
  test(`responses may not be forwarded to "${origin}"`, { tag: "@open-redirect" }, () => {
    expect(isAllowed(origin, allowed)).toBe(false)
  })

test("either none or all of the three variables must be set", { tag: "@fail-open" }, () => {
  expect(redirectProxyProblems({ url: undefined, secret: undefined, allow: undefined }, deployment)).toEqual(
    [],
  )
  expect(problems({})).toEqual([])
  for (const name of ["url", "secret", "allow"] as const)
    expect(problems({ [name]: undefined })).toEqual([
      expect.stringMatching(`^AUTH_REDIRECT_PROXY_${name.toUpperCase()} is not set, .*such as`),
    ])
})

test("the shared secret must be long and differ from AUTH_SECRET", { tag: "@defaults" }, () => {
  expect(problems({ secret: "short" })).toEqual([expect.stringContaining("AUTH_REDIRECT_PROXY_SECRET")])
  expect(problems({ secret: "t".repeat(44) })).toEqual([
    expect.stringContaining("AUTH_REDIRECT_PROXY_SECRET"),
  ])
})

for (const entry of [
  "https://*",
  "https://*.vercel.app",
  "https://*.*.vercel.app",
  "https://app-*-*.vercel.app",
  "https://app.*.vercel.app",
  "https://app-*",
  "http://app-*-team.vercel.app",
  "http://next.example.com",
  "https://next.example.com/",
  "https://next.example.com/api/auth",
  "https://NEXT.example.com",
  "https://next.example.com:443",
  "next.example.com",
  "",
])
  test(`the entry "${entry}" is rejected`, { tag: "@open-redirect" }, () => {
    expect(problems({ allow: `${valid.allow},${entry}` })).toEqual([expect.stringContaining(`"${entry}"`)])
  })

test("a preview whose origin is not allowed is a problem, and the fixed deployment need not be allowed", () => {
  expect(problems({}, { ...deployment, own: "https://other.vercel.app" })).toEqual([
    expect.stringContaining("lacks https://other.vercel.app"),
  ])
  expect(problems({}, { ...deployment, own: "https://app.example.com" })).toEqual([])
})
