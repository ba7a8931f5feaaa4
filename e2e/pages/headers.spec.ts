// The security headers of every page.
import { expect, test } from "../support/fixtures"

function policyOf(header: string | string[] | undefined): Map<string, string[]> {
  const directives = String(header).split("; ")
  return new Map(
    directives.map((directive) => directive.split(" ")).map(([name = "", ...rest]) => [name, rest]),
  )
}

for (const path of ["/", "/signin", "/signout", "/nothing-here"])
  test(`${path} has the security headers`, { tag: "@xss" }, async ({ visitor, app }) => {
    const { headers } = await visitor.get(path)
    expect(headers).toMatchObject({
      "referrer-policy": "strict-origin-when-cross-origin",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "cross-origin-opener-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=()"),
    })
    expect(headers["x-powered-by"]).toBeUndefined()

    const policy = policyOf(headers["content-security-policy"])
    const header = String(headers["content-security-policy"])
    expect(header).not.toContain("unsafe-inline")
    expect(header).not.toContain("unsafe-eval")
    expect(policy.get("default-src")).toEqual(["'self'"])
    expect(policy.get("script-src")?.join(" ")).toMatch(/'nonce-[\w+/=]{16,}'/)
    expect(policy.get("object-src")).toEqual(["'none'"])
    expect(policy.get("base-uri")).toEqual(["'none'"])
    expect(policy.get("frame-ancestors")).toEqual(["'none'"])
    const targets = app.servers.map(({ address }) => new URL(address).origin)
    expect(policy.get("form-action")).toEqual(expect.arrayContaining(["'self'", "https:", ...targets]))
  })

for (const path of ["/", "/signin", "/signout"])
  test(`${path} is sent with no-transform, without which Cloudflare rewrites email addresses`, async ({
    visitor,
  }) => {
    const { headers } = await visitor.get(path, { headers: { accept: "text/html" } })
    expect(headers["cache-control"]).toMatch(/^private, .*no-store.*, no-transform$/)
    expect((await visitor.get("/icon.svg")).headers["cache-control"]).not.toContain("no-store")
  })

for (const path of [
  "/providers/github.svg",
  "/icon.svg",
  "/provider-icons",
  "/api/health",
  "/api/auth/session",
])
  test(`${path} has no type but its own`, { tag: "@xss" }, async ({ visitor }) => {
    expect((await visitor.get(path)).headers["x-content-type-options"]).toBe("nosniff")
  })

test("no image is downloaded or decoded on request", { tag: "@ssrf" }, async ({ visitor }) => {
  for (const url of ["/providers/github.svg", "https://evil.example/a.png"]) {
    const query = new URLSearchParams({ url, w: "64", q: "75" })
    expect((await visitor.get(`/_next/image?${query}`)).status).toBe(404)
  }
})

test(
  "each response has its own nonce, and every inline script has it",
  { tag: "@xss" },
  async ({ visitor }) => {
    const nonces = new Set<string>()
    for (let count = 0; count < 3; count++) {
      const { headers, text } = await visitor.get("/signin")
      const nonce = /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1] ?? ""
      nonces.add(nonce)
      const scripts = text.match(/<script[^>]*>/g) ?? []
      expect(scripts.length).toBeGreaterThan(0)
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
      expect(text, "styles are classes").not.toMatch(/ style="/)
    }
    expect(nonces.size).toBe(3)
  },
)

test("a request header does not change the content security policy", { tag: "@xss" }, async ({ visitor }) => {
  const { headers } = await visitor.get("/signin", {
    headers: { "content-security-policy": "script-src 'nonce-mine'", "x-nonce": "mine" },
  })
  expect(String(headers["content-security-policy"])).not.toContain("mine")
})

test("the browser blocks an injected script", { tag: "@xss" }, async ({ page, console }) => {
  console.expect(/Content Security Policy/)
  await page.goto("/signin")
  const violated = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective))
        document.body.insertAdjacentHTML("beforeend", "<hr onclick=\"document.title = 'owned'\">")
        document.querySelector("hr")?.click()
      }),
  )
  expect(violated).toBe("script-src-attr")
  await expect(page).toHaveTitle(/Sign in/)
})
