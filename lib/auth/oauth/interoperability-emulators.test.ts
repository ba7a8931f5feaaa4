// Sign-ins at the independent emulators of Vercel's `emulate`, through the catalogue's providers.
import { generateKeyPairSync } from "node:crypto"
import { expect } from "@playwright/test"
import { decodeJwt, decodeProtectedHeader } from "jose"
import { testWith } from "../../../e2e/support/emulators"
import { appleSecrets, emulated, newcomer, user } from "../../../e2e/support/emulators/providers"
import { unitEnvironment } from "../../environment.fixture"
import { configuredClient } from "../clients"
import * as catalogue from "../providers"
import { protocols } from "."
import { contextWith } from "./context.fixture"
import type { AttemptContext } from "./protocol"

for (const name of Object.keys(process.env)) if (name.startsWith("AUTH_")) delete process.env[name]
Object.assign(process.env, unitEnvironment)

/** The emulated providers that this checkout still has. */
const ids = ["apple", "clerk", "linear", "microsoft-entra-id", "okta", "slack", "vercel"].filter((id) =>
  Object.values(catalogue).some((provider) => provider.id === id),
)
const needs = (id: string) => test.skip(!ids.includes(id), `${id} is deleted`)

const test = testWith(emulated)
test.describe.configure({ mode: "default" })

function contextAt(id: string): AttemptContext {
  const client = configuredClient(id)
  if (!client) throw new Error(`${id} is not enabled`)
  return contextWith(client.provider, client)
}

/** Chooses a user on the provider's page, as a browser does, and returns the authorization response. */
async function authorize(ctx: AttemptContext, { email } = user): Promise<URLSearchParams> {
  const { url } = await protocols[ctx.client.provider.protocol].begin(ctx, {})
  const page = await (await fetch(url)).text()
  const form = page.split("<form").find((part) => part.includes(`>${email}<`)) ?? ""
  const [, action = ""] = /action="([^"]+)"/.exec(form) ?? []
  const chosen = await fetch(new URL(action, url), { method: "POST", body: fields(form), redirect: "manual" })
  const location = chosen.headers.get("location")
  return location ? new URL(location).searchParams : fields(await chosen.text())
}

function fields(form: string): URLSearchParams {
  const [first = ""] = form.split("</form>")
  const inputs = first.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return new URLSearchParams([...inputs].map(([, name = "", value = ""]) => [name, unescaped(value)]))
}

function unescaped(html: string): string {
  return html
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
}

async function complete(ctx: AttemptContext, response: URLSearchParams) {
  return protocols[ctx.client.provider.protocol].complete(ctx, response)
}

/** The providers that declare the user's email address as verified. */
const verifyingEmail: readonly string[] = ["apple", "clerk", "slack"]

for (const id of ids)
  test(`a user signs in at ${id}`, async () => {
    const ctx = contextAt(id)
    const { profile, tokens } = await complete(ctx, await authorize(ctx))
    const { formerId, ...current } = profile
    expect(formerId).toBe(id === "slack" ? "U0000000001" : undefined)
    expect(current).toEqual({
      id: expect.stringMatching(/^[\w.-]{10,}$/),
      ...user,
      emailVerified: verifyingEmail.includes(id),
      image: null,
    })
    const again = contextAt(id)
    expect(
      (await complete(again, await authorize(again))).profile.id,
      "the id is the same at the next sign-in",
    ).toBe(profile.id)
    expect(tokens.accessToken).not.toBe("")
  })

for (const id of ids)
  test(`an authorization code of ${id} works once`, async () => {
    const ctx = contextAt(id)
    const response = await authorize(ctx)
    await complete(ctx, new URLSearchParams(response))
    await expect(complete(ctx, response)).rejects.toThrow("token_refused")
  })

for (const id of ids.filter((other) => other !== "apple"))
  test(`${id} rejects another client secret`, async () => {
    const ctx = contextAt(id)
    const response = await authorize(ctx)
    ctx.client = { ...ctx.client, clientSecret: "another" }
    await expect(complete(ctx, response)).rejects.toThrow("token_refused")
  })

test("Apple sends a form-post response, which has the name at the first consent only", async () => {
  for (const [names, name] of [
    [["code", "state", "user"], newcomer.name],
    [["code", "state"], null],
  ] as const) {
    const ctx = contextAt("apple")
    const response = await authorize(ctx, newcomer)
    expect([...response.keys()]).toEqual(names)
    const { profile } = await complete(ctx, response)
    expect(profile).toMatchObject({ name, email: newcomer.email, emailVerified: true })
  }
})

test("Apple's client secret is created for each request and names team, client, key and issuer", async () => {
  const ctx = contextAt("apple")
  await complete(ctx, await authorize(ctx))
  const secret = appleSecrets.at(-1) ?? ""
  expect(decodeProtectedHeader(secret)).toMatchObject({ alg: "ES256", kid: "KEY1234567" })
  const { iat = 0, exp = 0, ...claims } = decodeJwt(secret)
  expect(claims).toEqual({ iss: "TEAM123456", sub: "client", aud: ctx.client.issuer })
  expect(exp - iat, "Apple accepts six months at most").toBeLessThan(3_600)
})

test("a client secret signed with another key is rejected", async () => {
  const ctx = contextAt("apple")
  const response = await authorize(ctx)
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  ctx.client = { ...ctx.client, privateKey: { key, alg: "ES256", kid: "KEY1234567" } }
  await expect(complete(ctx, response)).rejects.toThrow("token_refused")
})

test("Entra's issuer for all tenants is a template, and the ID token has the tenant's issuer", async () => {
  needs("microsoft-entra-id")
  const ctx = contextAt("microsoft-entra-id")
  const { tokens } = await complete(ctx, await authorize(ctx))
  const { iss, tid } = decodeJwt(tokens.idToken ?? "")
  expect(iss).toBe(ctx.client.issuer.replace("common", String(tid)))
})

test("scopes are sent to Linear with commas between them", async () => {
  needs("linear")
  const ctx = contextAt("linear")
  ctx.client.provider = {
    ...ctx.client.provider,
    scope: "read write",
  } as typeof ctx.client.provider
  const { url } = await protocols.oauth2.begin(ctx, {})
  expect(url.searchParams.get("scope")).toBe("read,write")
})
