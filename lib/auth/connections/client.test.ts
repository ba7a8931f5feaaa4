import { expect, test } from "@playwright/test"
import { unitEnvironment } from "../../environment.fixture"
import { isConnectionId, newConnectionId } from "../connection-id"
import { fetchFor } from "../http/provider-request"
import { vouchedProfile } from "../oauth/profile"
import * as catalogue from "../providers"
import { clientOfConnection } from "./client"
import { openCredentials, sealCredentials } from "./credentials"
import { connectionKinds } from "./kinds"

const values = { kind: "oidc", name: "Acme", clientId: "client", scope: "" }
const none = { secret: "", key: "" }

function clientAt(issuer: string, id = newConnectionId(), domains: string[] = []) {
  const client = clientOfConnection({ ...values, id, settings: { issuer } }, none, domains)
  if (!client) throw new Error("oidc is no kind")
  return client
}

/** The code and the cause of a request to an address by a client. */
async function requestBy(client: ReturnType<typeof clientAt>, address: string): Promise<string> {
  const { loopback, hosts } = client
  const send = fetchFor("metadata", { flow: { id: "", providerId: client.provider.id }, loopback, hosts })
  return send(address, { method: "GET", headers: {}, body: undefined }).then(
    () => "responded",
    (error: { code?: string; cause?: { cause?: Error | string } }) =>
      `${error.code} ${String(error.cause?.cause ?? "")}`,
  )
}

test("no provider can have the id of a connection", { tag: "@mix-up" }, () => {
  expect(Object.values(catalogue).filter(({ id }) => isConnectionId(id))).toEqual([])
  const ids = new Set(Array.from({ length: 1000 }, newConnectionId))
  expect(ids.size).toBe(1000)
  for (const id of ids) expect(isConnectionId(id)).toBe(true)
  for (const id of ["oidc", "c_", "c_00000000000000000000x", "oidc-acme", "C_00000000000000000000"])
    expect(isConnectionId(id)).toBe(false)
})

test(
  "200 connections have 200 fingerprints, also those with the same issuer and client id",
  { tag: "@mix-up" },
  () => {
    const clients = Array.from({ length: 200 }, (_, index) => clientAt(`https://id.example/${index % 100}`))
    expect(new Set(clients.map(({ fingerprint }) => fingerprint)).size).toBe(200)
    expect(new Set(clients.map(({ redirectUri }) => redirectUri)).size).toBe(200)
  },
)

test(
  "the hosts of a connection are never named, so none of them may be private",
  { tag: "@ssrf" },
  async () => {
    process.env.AUTH_URL = "https://app.example.com"
    try {
      for (const issuer of ["https://127.0.0.1:9", "https://169.254.169.254"])
        expect(await requestBy(clientAt(issuer), issuer)).toMatch(/provider_unreachable .*private address/)
      // As a row from a database of development would have it.
      expect(await requestBy(clientAt("http://localhost:9"), "http://localhost:9")).toMatch(
        /^provider_misconfigured/,
      )
    } finally {
      Object.assign(process.env, unitEnvironment)
    }
  },
)

test(
  "on this machine, development reaches plain http only, and no private network",
  { tag: "@ssrf" },
  async () => {
    expect(await requestBy(clientAt("http://localhost:9"), "http://localhost:9")).toMatch(/ECONNREFUSED/)
    for (const address of ["https://10.0.0.1", "https://127.0.0.1:9"])
      expect(await requestBy(clientAt(address), address)).toMatch(/private address/)
    expect(await requestBy(clientAt("http://localhost:9"), "http://10.0.0.1")).toMatch(
      /^provider_misconfigured/,
    )
  },
)

test("a connection vouches for its proved domains only", { tag: "@pre-hijack" }, () => {
  const profile = { id: "1", name: null, email: "ada@acme.example", emailVerified: true, image: null }
  const vouched = (domains: string[], email = profile.email) =>
    vouchedProfile(clientAt("https://id.example", newConnectionId(), domains), { ...profile, email })
      .emailVerified
  expect(vouched(["acme.example"])).toBe(true)
  expect(vouched([])).toBe(false)
  expect(vouched(["acme.example"], "ada@sub.acme.example")).toBe(false)
  expect(vouched(["acme.example"], "ada@acme.example.evil.example")).toBe(false)
  expect(vouched(["xn--mnchen-3ya.example"], "ada@münchen.example")).toBe(true)
})

test("credentials open only for their row and purpose", { tag: "@sealed-purpose" }, async () => {
  const sealed = await sealCredentials("c_1", { secret: "s", key: "k" })
  expect(await openCredentials("c_1", sealed)).toEqual({ secret: "s", key: "k" })
  await expect(openCredentials("c_2", sealed)).rejects.toMatchObject({ code: "provider_misconfigured" })
  expect(await sealCredentials("c_1", none)).toBeNull()
})

test("each kind becomes a client from its examples", () => {
  for (const { id: kind, settings } of connectionKinds()) {
    const given = settings.map(({ name, byDefault, example }) => [name, byDefault || example])
    const client = clientOfConnection(
      { ...values, id: newConnectionId(), kind, settings: Object.fromEntries(given) },
      { secret: "secret", key: "" },
      [],
    )
    expect(client?.hosts, kind).toEqual([])
    expect(client?.vouchesFor, kind).toEqual([])
  }
})
