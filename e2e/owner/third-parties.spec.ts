// What lib/csp.ts allows is loaded, and everything else is blocked by the browser. The stand-ins are under .localhost.
import type { Page } from "@playwright/test"
import { test as base, expect, hydrated } from "../support/fixtures"
import { startThirdParties, type ThirdPartyServer } from "../support/third-parties"

const test = base.extend<{ thirdParties: ThirdPartyServer }>({
  // oxlint-disable-next-line no-empty-pattern
  thirdParties: async ({}, use) => {
    const server = await startThirdParties()
    await use(server)
    await server.close()
  },
})

const globals = (page: Page) =>
  page.evaluate(() => ({
    analytics: Reflect.get(window, "analytics"),
    later: Reflect.get(window, "later"),
    payment: Reflect.get(window, "payment"),
  }))

test("analytics: a script with the nonce runs and reports to its server", async ({ page, thirdParties }) => {
  await page.goto(`/third-parties?port=${thirdParties.port}`)
  await expect.poll(() => globals(page)).toEqual({ analytics: 200, later: "loaded", payment: 200 })
  expect(thirdParties.requests).toContain("POST plausible.localhost/api/event")
})

test(
  "a script without the nonce is blocked, though lib/csp.ts names its site",
  { tag: "@xss" },
  async ({ page, console, thirdParties }) => {
    console.expect(/Content Security Policy/)
    await page.goto(`/third-parties?port=${thirdParties.port}&nonce=none`)
    await expect.poll(() => globals(page)).toEqual({ later: "loaded", payment: 200 })
    expect(thirdParties.requests).not.toContain("GET plausible.localhost/js/script.js")
  },
)

test("payments: a script loaded at run time shows its frame and reaches its API", async ({
  page,
  thirdParties,
}) => {
  await page.goto(`/third-parties?port=${thirdParties.port}`)
  await expect(page.frameLocator("iframe[title='Card number']").getByText("4242")).toBeVisible()
  await expect.poll(() => globals(page)).toMatchObject({ payment: 200 })
  expect(thirdParties.requests).toContain("POST api.stripe.localhost/v3/")
})

test("a page that is reached by a client-side navigation loads its third parties too", async ({
  page,
  thirdParties,
}) => {
  await page.goto("/client")
  await hydrated(page)
  await page.getByLabel("Draft").fill(`/third-parties?port=${thirdParties.port}`)
  await page.getByRole("link", { name: "To the draft" }).click()
  await expect(page.getByRole("heading", { name: "Third parties" })).toBeVisible()
  await expect.poll(() => globals(page)).toEqual({ analytics: 200, later: "loaded", payment: 200 })
})

/** Ways to use another site; `host` is in lib/csp.ts. */
const uses = [
  {
    kind: "connection",
    directive: "connect-src",
    host: "o1.ingest.sentry.localhost",
    path: "/api/1/envelope/",
  },
  { kind: "frame", directive: "frame-src", host: "js.stripe.localhost", path: "/elements.html" },
  { kind: "image", directive: "img-src", host: "pictures.localhost", path: "/pixel.svg" },
  { kind: "style", directive: "style-src", host: "fonts.localhost", path: "/style.css" },
  { kind: "font", directive: "font-src", host: "fonts.localhost", path: "/font.woff2" },
  { kind: "form", directive: "form-action", host: "checkout.stripe.localhost", path: "/pay" },
] as const

/** Runs in the page. */
function load({ kind, url }: { kind: (typeof uses)[number]["kind"]; url: string }): void {
  const ignore = () => {}
  const append = <Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    values: Partial<HTMLElementTagNameMap[Tag]>,
  ) => {
    const element = Object.assign(document.createElement(tag), values)
    document.querySelector("main")?.append(element)
    return element
  }
  if (kind === "connection") void fetch(url, { method: "POST", mode: "no-cors" }).catch(ignore)
  if (kind === "frame") append("iframe", { src: url, title: "Frame" })
  if (kind === "image") append("img", { src: url, alt: "Picture" })
  if (kind === "style") append("link", { rel: "stylesheet", href: url })
  if (kind === "font") void new FontFace("Third", `url(${url})`).load().catch(ignore)
  if (kind === "form") append("form", { action: url }).submit()
}

for (const { kind, directive, host, path } of uses) {
  test(`a ${kind} of a site in lib/csp.ts is loaded`, async ({ page, thirdParties }) => {
    await page.goto("/client")
    await hydrated(page)
    const url = `http://${host}:${thirdParties.port}${path}`
    await page.evaluate(load, { kind, url })
    await expect.poll(() => thirdParties.requests.join()).toContain(`${host}${path}`)
    // The fixture fails a test whose page violates the policy. axe would request the stylesheet with `fetch`.
    if (kind === "form") await page.waitForURL(`${url}?`)
    else await page.goto("about:blank")
  })

  test(
    `a ${kind} of a site that is not in lib/csp.ts is blocked`,
    { tag: "@xss" },
    async ({ page, console, thirdParties }) => {
      console.expect(/Content Security Policy|ERR_BLOCKED_BY_CSP|NetworkError|Failed to fetch/)
      // A page whose navigation is blocked answers no more questions, so its console is read.
      const messages: string[] = []
      page.on("console", (message) => messages.push(message.text()))
      await page.goto("/client")
      await hydrated(page)
      await page.evaluate(load, { kind, url: `http://unlisted.localhost:${thirdParties.port}${path}` })
      await expect
        .poll(() => messages.join("\n"))
        .toContain(`Content Security Policy directive: "${directive} `)
      expect(thirdParties.requests).toEqual([])
      await page.goto("about:blank")
    },
  )
}

test("a worker from a blob runs, as session replay needs it", async ({ page }) => {
  await page.goto("/client")
  const message = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const worker = new Worker(URL.createObjectURL(new Blob(["postMessage('runs')"])))
        worker.addEventListener("message", ({ data }) => resolve(data))
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
          resolve(effectiveDirective),
        )
      }),
  )
  expect(message).toBe("runs")
})

test("the starter's own sources stay beside those of lib/csp.ts", { tag: "@xss" }, async ({ visitor }) => {
  const { headers } = await visitor.get("/client", { headers: { "x-nonce": "mine" } })
  const policy = String(headers["content-security-policy"])
  expect(policy).toMatch(
    /script-src 'self' 'nonce-[\w+/=]{16,}' 'strict-dynamic' http:\/\/plausible\.localhost:\* /,
  )
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|mine/)
})
