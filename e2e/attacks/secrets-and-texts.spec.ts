// Where no secret may turn up: the log, addresses, bodies, and pages that show what others wrote.
import { readFileSync } from "node:fs"
import { openApp } from "../support/app"
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, signIn } from "../support/flow"
import { reply } from "../support/hostile-provider"

test.use({ cast: "hostile" })

test(
  "the log names failures and no secret",
  { tag: ["@leak", "@GHSA-p6mm-27gq-9v3p"] },
  async ({ hostile }, { workerIndex }) => {
    const secret = "the-secret-that-seals-everything-here"
    const env = { ...hostile.env, AUTH_SECRET: secret }
    const app = await openApp({ project: "e2e", label: `leaks-${workerIndex}`, env })
    const secrets = [secret, "hostile-provider-secret", "a-code-of-the-provider", "a-token-of-the-provider"]
    try {
      const visitor = new Visitor(app.origin)
      await signIn(visitor, "oidc")
      const tell = (text: string) => `{"error":"invalid_grant","error_description":"${text}"}`
      for (const behaviour of [
        { answer: (it: URLSearchParams) => it.set("code", "a-code-of-the-provider") },
        { token: () => reply({ status: 400, body: tell("a-token-of-the-provider") }) },
        { token: () => reply({ body: "access_token=a-token-of-the-provider" }) },
        { token: (it: object) => ({ ...it, access_token: "a-token-of-the-provider", id_token: "a.b.c" }) },
        { userinfo: () => reply({ status: 500, body: "a-token-of-the-provider" }) },
        { answer: (it: URLSearchParams) => it.set("iss", "https://attacker.example") },
      ]) {
        hostile.behave(behaviour)
        const authorization = await begin(visitor, "oidc")
        const callback = await approve(visitor, authorization)
        for (const { name, value } of visitor.cookiesNamed(""))
          if (value && !name.startsWith("provider-")) secrets.push(value)
        for (const url of [authorization, callback])
          for (const name of ["state", "nonce", "code"])
            secrets.push(new URL(url).searchParams.get(name) ?? secret)
        expect((await visitor.get(callback)).status).toBeGreaterThanOrEqual(400)
      }
      const log = readFileSync(app.log, "utf8")
      expect(log).toMatch(/"code":"token_refused","reference":"\w{8}","provider":"oidc"/)
      for (const value of new Set(secrets)) expect(log).not.toContain(value)
    } finally {
      await app.close()
    }
  },
)

test(
  "a session's token is in its cookie and nowhere else",
  { tag: ["@leak", "@GHSA-j8qq-g9pm-v3c2"] },
  async ({ visitor }) => {
    const signedIn = await signIn(visitor, "oidc", { callbackUrl: "/dashboard?x=1" })
    const token = visitor.cookiesNamed("session-")[0]?.value ?? ""
    expect(token).toHaveLength(43)
    const answers = [signedIn]
    for (const path of ["/", "/dashboard", "/signin", "/signout", "/api/auth/session", "/api/auth/providers"])
      answers.push(await visitor.get(path))
    for (const { location, text } of answers) {
      expect(location).not.toContain(token)
      expect(text).not.toContain(token)
    }
  },
)

test(
  "words of a provider and of an address are text on every page",
  { tag: ["@xss", "@CVE-2022-31127", "@GHSA-954c-jjx6-cxv7"] },
  async ({ visitor, hostile }) => {
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
    hostile.behave({ person: { sub: "1", name: evil, email: null, picture: "javascript:alert(1)" } })
    await signIn(visitor, "oidc")
    const query = new URLSearchParams({ error: evil, error_description: evil, callbackUrl: evil, x: evil })
    for (const path of ["/", "/dashboard", "/signin", `/signin?${query}`, `/signout?${query}`]) {
      const { text } = await visitor.get(path)
      // Next's own scripts carry the page's data as escaped text.
      expect(text, path).not.toContain("<script>alert")
      expect(text, path).not.toContain("<img src=x")
      expect(text, path).not.toContain('src="javascript:')
    }
    expect((await visitor.get("/dashboard")).text, "the name is there").toContain("&lt;script&gt;alert(1)")
  },
)
