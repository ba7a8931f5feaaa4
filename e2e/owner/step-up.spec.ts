// `requireUser({ acr })` and `requireUser({ maxAgeSeconds })`: from the page through the provider and back.
import { expect, test, type Visitor } from "../support/fixtures"
import { approve, begin, currentUser, errorCode, signIn } from "../support/flow"

test.use({ providerSet: "hostile" })

const now = () => Math.floor(Date.now() / 1000)
const asBrowser = { headers: { accept: "text/html" } }
const goldPage = "/step-up?acr=gold"

/** The fields of the provider's form on the page to which a protected page redirects. */
async function formOf(visitor: Visitor, path: string, providerId = "oidc"): Promise<Record<string, string>> {
  const { location } = await visitor.get(path)
  expect(new URL(location).pathname).toBe("/signin")
  const { text } = await visitor.get(location)
  const [form] =
    text.match(new RegExp(`<form[^>]*action="/api/auth/signin/${providerId}".*?</form>`, "s")) ?? []
  const inputs = form?.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g) ?? []
  return Object.fromEntries(
    [...inputs].map(([, name = "", value = ""]) => [name, value.replaceAll("&amp;", "&")]),
  )
}

test(
  "a page that requires an acr sends a signed-in user to the provider with acr_values, and opens after it",
  { tag: "@stripped-check" },
  async ({ visitor, hostile, app, records }) => {
    await signIn(visitor, "oidc")
    const form = await formOf(visitor, goldPage)
    expect(form).toEqual({ callbackUrl: goldPage, confirm: "step-up", acr_values: "gold" })
    hostile.behave({ claims: (claims) => ({ ...claims, acr: "gold" }) })
    const authorization = await begin(visitor, "oidc", form)
    const { searchParams } = new URL(authorization)
    expect([searchParams.get("acr_values"), searchParams.get("prompt"), searchParams.get("max_age")]).toEqual(
      ["gold", null, null],
    )
    const finished = await visitor.get(await approve(visitor, authorization))
    expect(finished.location).toBe(app.origin + goldPage)
    expect((await visitor.get(goldPage)).text.replaceAll("<!-- -->", "")).toContain("The acr is gold.")
    expect((await visitor.get("/step-up?acr=silver%20gold")).status).toBe(200)
    expect((await visitor.get("/step-up?acr=platinum")).location).toContain("confirm=step-up")
    expect(await records.count("Session"), "the new session replaces the older one").toBe(1)
  },
)

test(
  "an acr that was not asked for ends in an error, keeps the session and leads into no loop",
  { tag: "@stripped-check" },
  async ({ visitor, hostile, app }) => {
    await signIn(visitor, "oidc")
    for (const acr of ["silver", undefined, ["gold"], 1]) {
      hostile.behave({ claims: (claims) => ({ ...claims, acr }) })
      for (const round of [1, 2]) {
        const authorization = await begin(visitor, "oidc", await formOf(visitor, goldPage))
        const response = await visitor.get(await approve(visitor, authorization), asBrowser)
        const { pathname, searchParams } = new URL(response.location)
        expect([pathname, searchParams.get("error")], `round ${round}`).toEqual([
          "/signin",
          "insufficient_user_authentication",
        ])
        const page = await visitor.get(response.location)
        expect(page.text).toContain("stronger sign-in than the service confirmed")
        // The way on is not the page that would ask again.
        expect(page.text).toContain(`href="/dashboard"`)
        expect(page.text).not.toContain(`href="${goldPage}"`)
      }
    }
    expect(await currentUser(visitor)).toMatchObject({ email: "hanna@example.test" })
    expect((await visitor.get(goldPage)).location).toContain(`${app.origin}/signin?`)
  },
)

test("the provider's own word that it cannot authenticate like that is the same error", async ({
  visitor,
  hostile,
}) => {
  await signIn(visitor, "oidc")
  hostile.behave({
    authorizationResponse: (parameters) => {
      parameters.delete("code")
      parameters.set("error", "unmet_authentication_requirements")
    },
  })
  const authorization = await begin(visitor, "oidc", await formOf(visitor, goldPage))
  const response = await visitor.get(await approve(visitor, authorization))
  expect(errorCode(response)).toBe("insufficient_user_authentication")
})

test(
  "a page that limits the age sends max_age, and opens only after a signed time within it",
  { tag: "@stripped-check" },
  async ({ visitor, hostile, app }) => {
    const path = "/step-up?age=300"
    hostile.behave({ claims: (claims) => ({ ...claims, auth_time: now() - 400 }) })
    await signIn(visitor, "oidc")
    const form = await formOf(visitor, path)
    expect(form).toEqual({ callbackUrl: path, confirm: "step-up", max_age: "300" })
    for (const [authTime, code] of [
      // Within the tolerance for clocks, but the page would send the visitor on again.
      [now() - 310, "not_asked_again"],
      [now() - 400, "not_asked_again"],
      [undefined, "not_asked_again"],
      [now() - 200, null],
    ] as const) {
      hostile.behave({ claims: (claims) => ({ ...claims, auth_time: authTime }) })
      const authorization = await begin(visitor, "oidc", form)
      expect(new URL(authorization).searchParams.get("max_age")).toBe("300")
      const response = await visitor.get(await approve(visitor, authorization))
      if (code === null) expect(response.location).toBe(app.origin + path)
      else expect(errorCode(response)).toBe(code)
      expect((await visitor.get(path)).status === 200).toBe(code === null)
    }
    expect((await visitor.get("/step-up?age=300&recent=1")).status).toBe(200)
    expect((await visitor.get("/step-up?age=100")).location).toContain("max_age=100")
  },
)

test(
  "an account that cannot prove a level is refused, with a page that says so",
  { tag: "@stripped-check" },
  async ({ visitor, hostile }) => {
    for (const providerId of ["github", "oauth2", "oauth1"]) {
      const other = visitor.copy()
      hostile.behave({ user: { sub: "4711", name: providerId } })
      await signIn(other, providerId)
      expect((await other.get("/step-up?recent=1")).status, "the sign-in is recent").toBe(200)
      for (const [path, field] of [
        [goldPage, { acr_values: "gold" }],
        ["/step-up?age=3600", { max_age: "3600" }],
      ] as const) {
        const { location } = await other.get(path)
        const page = await other.get(location)
        expect(page.text).toContain("stronger sign-in than the service confirmed")
        expect(page.text).not.toContain(`action="/api/auth/signin/${providerId}"`)
        const response = await other.post(`/api/auth/signin/${providerId}`, {
          form: { confirm: "step-up", callbackUrl: path, ...field },
        })
        expect(errorCode(response)).toBe("insufficient_user_authentication")
      }
    }
  },
)

test(
  "a step-up with another account than the user's changes nothing",
  { tag: "@identity" },
  async ({ visitor, hostile, records }) => {
    await signIn(visitor, "oidc")
    const form = await formOf(visitor, goldPage)
    hostile.behave({
      user: { sub: "other", name: "Other" },
      claims: (claims) => ({ ...claims, acr: "gold" }),
    })
    const response = await visitor.get(await approve(visitor, await begin(visitor, "oidc", form)))
    expect(errorCode(response)).toBe("account_mismatch")
    expect(await records.count("User")).toBe(1)
    expect((await visitor.get(goldPage)).location).toContain("confirm=step-up")
  },
)

test("a visitor who is signed out signs in first, and a sign-in with that acr is enough", async ({
  visitor,
  hostile,
  app,
}) => {
  const { location } = await visitor.get(goldPage)
  expect(location).toBe(`${app.origin}/signin?${new URLSearchParams({ callbackUrl: goldPage })}`)
  hostile.behave({ claims: (claims) => ({ ...claims, acr: undefined, vot: "gold" }) })
  await signIn(visitor, "oidc", { callbackUrl: goldPage })
  expect((await visitor.get(goldPage)).status).toBe(200)
})

test("recent and acr together are asked for at once", async ({ visitor, hostile, records }) => {
  await signIn(visitor, "oidc")
  await records.query(`UPDATE "Session" SET "authenticatedAt" = now() - interval '11 minutes'`)
  const form = await formOf(visitor, "/step-up?recent=1&acr=gold")
  expect(form).toMatchObject({ confirm: "1", acr_values: "gold" })
  hostile.behave({ claims: (claims) => ({ ...claims, acr: "gold" }) })
  const authorization = await begin(visitor, "oidc", form)
  expect(Object.fromEntries(new URL(authorization).searchParams)).toMatchObject({
    prompt: "login",
    max_age: "600",
    acr_values: "gold",
  })
  await visitor.get(await approve(visitor, authorization))
  expect((await visitor.get("/step-up?recent=1&acr=gold")).status).toBe(200)
})
