// Sign-ins at Vercel's emulate, which was written by nobody here, through the providers of the catalogue as an owner
// enables them.
import { generateKeyPairSync } from "node:crypto"
import { expect } from "@playwright/test"
import { decodeJwt, decodeProtectedHeader } from "jose"
import { testWith } from "../../../e2e/support/emulators"
import { appleSecrets, emulated, newcomer, user as person } from "../../../e2e/support/emulators/providers"
import { unitEnvironment } from "../../environment.fixture"
import { clientFor } from "../clients"
import { protocols } from "."
import { contextWith } from "./context.fixture"
import type { AttemptContext } from "./protocol"

for (const name of Object.keys(process.env)) if (name.startsWith("AUTH_")) delete process.env[name]
Object.assign(process.env, unitEnvironment)

const ids = ["apple", "clerk", "linear", "microsoft-entra-id", "okta", "slack", "vercel"]

const test = testWith(emulated)
test.describe.configure({ mode: "default" })

function contextAt(id: string): AttemptContext {
  const client = clientFor(id)
  return contextWith(client.provider, client)
}

/** Walks as a browser would: the provider's page, one person on it, and the address or the form that leads back. */
async function visit(ctx: AttemptContext, { email } = person): Promise<URLSearchParams> {
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

async function complete(ctx: AttemptContext, answer: URLSearchParams) {
  return protocols[ctx.client.provider.protocol].complete(ctx, answer)
}

/** Who stands behind the address, by the providers' own words. */
const vouching: readonly string[] = ["apple", "clerk", "slack"]

for (const id of ids)
  test(`a person signs in at ${id}`, async () => {
    const ctx = contextAt(id)
    const { profile, tokens } = await complete(ctx, await visit(ctx))
    expect(profile).toEqual({
      id: expect.stringMatching(/^[\w.-]{10,}$/),
      ...person,
      emailVerified: vouching.includes(id),
      image: null,
    })
    const again = contextAt(id)
    expect((await complete(again, await visit(again))).profile.id, "the same person again").toBe(profile.id)
    expect(tokens.accessToken).not.toBe("")
  })

for (const id of ids)
  test(`a code of ${id} is good for one sign-in`, async () => {
    const ctx = contextAt(id)
    const answer = await visit(ctx)
    await complete(ctx, new URLSearchParams(answer))
    await expect(complete(ctx, answer)).rejects.toThrow("token_refused")
  })

for (const id of ids.filter((other) => other !== "apple"))
  test(`${id} refuses another client secret`, async () => {
    const ctx = contextAt(id)
    const answer = await visit(ctx)
    ctx.client = { ...ctx.client, clientSecret: "another" }
    await expect(complete(ctx, answer)).rejects.toThrow("token_refused")
  })

test("Apple's answer comes as a posted form, and tells the name at the first consent alone", async () => {
  for (const [names, name] of [
    [["code", "state", "user"], newcomer.name],
    [["code", "state"], null],
  ] as const) {
    const ctx = contextAt("apple")
    const answer = await visit(ctx, newcomer)
    expect([...answer.keys()]).toEqual(names)
    const { profile } = await complete(ctx, answer)
    expect(profile).toMatchObject({ name, email: newcomer.email, emailVerified: true })
  }
})

test("Apple's client secret is minted for each request and names team, client, key and issuer", async () => {
  const ctx = contextAt("apple")
  await complete(ctx, await visit(ctx))
  const secret = appleSecrets.at(-1) ?? ""
  expect(decodeProtectedHeader(secret)).toMatchObject({ alg: "ES256", kid: "KEY1234567" })
  const { iat = 0, exp = 0, ...claims } = decodeJwt(secret)
  expect(claims).toEqual({ iss: "TEAM123456", sub: "client", aud: ctx.client.issuer })
  expect(exp - iat, "Apple takes half a year at most").toBeLessThan(3_600)
})

test("a client secret that another key signed is refused", async () => {
  const ctx = contextAt("apple")
  const answer = await visit(ctx)
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  ctx.client = { ...ctx.client, privateKey: { key, alg: "ES256", kid: "KEY1234567" } }
  await expect(complete(ctx, answer)).rejects.toThrow("token_refused")
})

test("Entra's issuer for all tenants is a template, and the ID token names the tenant's own", async () => {
  const ctx = contextAt("microsoft-entra-id")
  const { tokens } = await complete(ctx, await visit(ctx))
  const { iss, tid } = decodeJwt(tokens.idToken ?? "")
  expect(iss).toBe(ctx.client.issuer.replace("common", String(tid)))
})

test("Linear is asked for scopes with commas", async () => {
  const ctx = contextAt("linear")
  ctx.client.provider = {
    ...ctx.client.provider,
    scope: "read write",
  } as typeof ctx.client.provider
  const { url } = await protocols.oauth2.begin(ctx, {})
  expect(url.searchParams.get("scope")).toBe("read,write")
})
