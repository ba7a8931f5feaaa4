// Secrets are in no log, URL or body, and texts of others are escaped on pages.
import { readFileSync } from "node:fs"
import { openApp } from "../support/app"
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, signIn } from "../support/flow"
import { rawResponse } from "../support/hostile-provider"

test.use({ providerSet: "hostile" })

test(
  "the log has errors but no secrets",
  { tag: ["@leak", "@GHSA-p6mm-27gq-9v3p"] },
  async ({ hostile }, { workerIndex }) => {
    const secret = "the-secret-that-seals-everything-here"
    const env = { ...hostile.env, AUTH_SECRET: secret }
    const app = await openApp({ project: "e2e", label: `leaks-${workerIndex}`, env })
    const secrets = [secret, "hostile-provider-secret", "a-code-of-the-provider", "a-token-of-the-provider"]
    try {
      const visitor = new Visitor(app.origin)
      await signIn(visitor, "oidc")
      const errorBody = (text: string) => `{"error":"invalid_grant","error_description":"${text}"}`
      for (const behaviour of [
        { authorizationResponse: (it: URLSearchParams) => it.set("code", "a-code-of-the-provider") },
        { token: () => rawResponse({ status: 400, body: errorBody("a-token-of-the-provider") }) },
        { token: () => rawResponse({ body: "access_token=a-token-of-the-provider" }) },
        { token: (it: object) => ({ ...it, access_token: "a-token-of-the-provider", id_token: "a.b.c" }) },
        { userinfo: () => rawResponse({ status: 500, body: "a-token-of-the-provider" }) },
        { authorizationResponse: (it: URLSearchParams) => it.set("iss", "https://attacker.example") },
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
  "a session token is only in its cookie",
  { tag: ["@leak", "@GHSA-j8qq-g9pm-v3c2"] },
  async ({ visitor }) => {
    const signedIn = await signIn(visitor, "oidc", { callbackUrl: "/dashboard?x=1" })
    const token = visitor.cookiesNamed("session-")[0]?.value ?? ""
    expect(token).toHaveLength(43)
    const responses = [signedIn]
    for (const path of ["/", "/dashboard", "/signin", "/signout", "/api/auth/session", "/api/auth/providers"])
      responses.push(await visitor.get(path))
    for (const { location, text } of responses) {
      expect(location).not.toContain(token)
      expect(text).not.toContain(token)
    }
  },
)

test(
  "texts of a provider and of a query are escaped on every page",
  { tag: ["@xss", "@CVE-2022-31127", "@GHSA-954c-jjx6-cxv7"] },
  async ({ visitor, hostile }) => {
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
    hostile.behave({ user: { sub: "1", name: evil, email: null, picture: "javascript:alert(1)" } })
    await signIn(visitor, "oidc")
    const query = new URLSearchParams({ error: evil, error_description: evil, callbackUrl: evil, x: evil })
    for (const path of ["/", "/dashboard", "/signin", `/signin?${query}`, `/signout?${query}`]) {
      const { text } = await visitor.get(path)
      // Next's own scripts contain the page's data as escaped text.
      expect(text, path).not.toContain("<script>alert")
      expect(text, path).not.toContain("<img src=x")
      expect(text, path).not.toContain('src="javascript:')
    }
    expect((await visitor.get("/dashboard")).text, "the name is there").toContain("&lt;script&gt;alert(1)")
  },
)
