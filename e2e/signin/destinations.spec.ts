// A sign-in or sign-out ends on this site, however its destination is spelled.
import { expect, test } from "../support/fixtures"
import { approve, begin } from "../support/flow"

test.use({ providerSet: "hostile" })

const otherSites = [
  "//evil.example",
  "///evil.example",
  "////evil.example/..",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/%2e%2e//evil.example",
  "/x/..//evil.example",
  "https://evil.example",
  "https:evil.example",
  "https:/evil.example",
  "hTTps://evil.example",
  "ftp://evil.example",
  "javascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "blob:https://evil.example/1",
  "@evil.example",
  ".evil.example",
  ":80",
  "evil.example",
  "?x",
  "",
  "／／evil.example",
  "/／evil.example/..//evil.example",
  "⁄⁄evil.example",
  "﹨﹨evil.example",
  "／＼evil.example",
  "https://evil.example/@localhost",
  "/x\r\nSet-Cookie: evil=1",
  "/\0/evil.example",
  `/${"x".repeat(300)}`,
]

const thisSite = [
  "/",
  "/dashboard",
  "/dashboard?a=1&b=%2F%2Fevil.example#part",
  "/%5cevil.example",
  "/%2f%2fevil.example",
  "/@evil.example",
  "/a:b",
  "/grüße",
]

for (const destination of otherSites) {
  test(
    `the destination ${JSON.stringify(destination)} is not followed`,
    {
      tag: [
        "@open-redirect",
        "@GHSA-8jhw-6pjj-8723",
        "@GHSA-g5fm-jp9v-2432",
        "@GHSA-2mqv-4j3r-vjvp",
        "@CVE-2025-27143",
      ],
    },
    async ({ visitor, app }) => {
      const signedIn = await visitor.get(
        await approve(visitor, await begin(visitor, "oidc", { callbackUrl: destination })),
      )
      expect(signedIn.headers.location).toBe(`${app.origin}/dashboard`)
      expect(signedIn.headers["set-cookie"]?.join()).not.toContain("evil")

      const signedOut = await visitor.post("/api/auth/signout", { form: { callbackUrl: destination } })
      expect(signedOut.headers.location).toBe(`${app.origin}/`)

      const page = await visitor.get(`/api/auth/signin?callbackUrl=${encodeURIComponent(destination)}`)
      expect(page.headers.location).toBe(`${app.origin}/signin`)
    },
  )
}

for (const destination of thisSite) {
  test(`the destination ${JSON.stringify(destination)} is followed`, async ({ visitor, app }) => {
    const form = { callbackUrl: destination }
    const signedIn = await visitor.get(await approve(visitor, await begin(visitor, "oidc", form)))
    expect(signedIn.location).toBe(new URL(destination, app.origin).href)
    expect(new URL(signedIn.location).origin).toBe(app.origin)
    const signedOut = await visitor.post("/api/auth/signout", { form })
    expect(signedOut.location).toBe(new URL(destination, app.origin).href)
  })
}

test("an absolute URL of this site is followed as its path", async ({ visitor, app }) => {
  const form = { callbackUrl: `${app.origin}/dashboard?x=1` }
  const signedIn = await visitor.get(await approve(visitor, await begin(visitor, "oidc", form)))
  expect(signedIn.location).toBe(`${app.origin}/dashboard?x=1`)
})

test(
  "a URL with another port of this host is not followed",
  { tag: ["@open-redirect", "@GHSA-f9wg-5f46-cjmw"] },
  async ({ visitor, app, hostile }) => {
    const form = { callbackUrl: `${hostile.origin}/` }
    const signedIn = await visitor.get(await approve(visitor, await begin(visitor, "oidc", form)))
    expect(signedIn.location).toBe(`${app.origin}/dashboard`)
  },
)

test(
  "parameters of the callback do not change the destination",
  { tag: "@open-redirect" },
  async ({ visitor, app }) => {
    const callback = new URL(await approve(visitor, await begin(visitor, "oidc")))
    callback.searchParams.set("callbackUrl", "//evil.example")
    callback.searchParams.set("returnTo", "//evil.example")
    expect((await visitor.get(callback.href)).location).toBe(`${app.origin}/dashboard`)
  },
)

test(
  "a destination on another site in the sign-in page's query is not followed",
  { tag: ["@open-redirect", "@GHSA-8jhw-6pjj-8723"] },
  async ({ page, app }) => {
    await page.goto("/signin?callbackUrl=%2F%2Fevil.example")
    await page.getByRole("button", { name: "Continue with Hostile OpenID" }).click()
    await expect(page).toHaveURL(`${app.origin}/dashboard`)
  },
)
