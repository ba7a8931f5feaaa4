import { expect } from "@playwright/test"
import { codeOf, test } from "../context.fixture"
import { didOfHandle, readWellKnown } from "./handle"

const first = "did:plc:z72i7hdynmk6r22z27h6tvur"
const second = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
const policy = {
  flow: { id: "attempt", providerId: "service" },
  loopback: true,
  hosts: [],
  isStranger: true as const,
}

/** Resolves a handle by the given records and document. */
async function resolve(records: string[] | Error, document?: string) {
  const asked: string[] = []
  const did = didOfHandle("alice.example.com", policy, {
    readTxt: async (name) => {
      asked.push(name)
      if (records instanceof Error) throw records
      return records
    },
    readDocument: async (handle) => {
      asked.push(handle)
      return document
    },
  })
  return { did: await did, asked }
}

test("the TXT record is preferred, and the document at the handle's host is then not read", async () => {
  const { did, asked } = await resolve(["v=spf1", `did=${first}`], second)
  expect(did).toBe(first)
  expect(asked).toEqual(["_atproto.alice.example.com"])
})

test("without a usable record, or without an answer, the document decides", async () => {
  for (const records of [[], ["did="], ["did=did:key:z6Mk"], [`DID=${first}`], new Error("no name server")])
    expect((await resolve(records, `\n${second}\n`)).did).toBe(second)
})

test("two DIDs, and a document that is no DID, are rejected", async () => {
  expect(await codeOf(resolve([`did=${first}`, `did=${second}`], first))).toBe("identity_unresolved")
  for (const document of [undefined, "", "did:plc:short", `did=${first}`, `${first}\n${second}`, "<html>"])
    expect(await codeOf(resolve([], document)), document).toBe("identity_unresolved")
})

test("a document is read without redirects and within the limits", async ({ startServer }) => {
  const answers: Record<string, { status?: number; headers?: Record<string, string>; body: string }> = {
    found: { body: first },
    moved: { status: 302, headers: { location: "/found" }, body: first },
    absent: { status: 404, body: first },
    failing: { status: 500, body: first },
    large: { body: "x".repeat(2_000_000) },
  }
  let answer = ""
  const { origin, requests } = await startServer(() => ({ type: "text/plain", body: "", ...answers[answer] }))
  const results: Record<string, string | undefined> = {}
  for (answer of Object.keys(answers)) results[answer] = await readWellKnown(origin, policy)
  expect(results).toEqual({
    found: first,
    moved: undefined,
    absent: undefined,
    failing: undefined,
    large: undefined,
  })
  expect(requests.map(({ url }) => url.pathname)).toEqual(Array(5).fill("/.well-known/atproto-did"))
})

test("a document is not read at a private address, and over https only", async () => {
  const deployed = { ...policy, loopback: false }
  for (const origin of ["http://example.com", "https://127.0.0.1", "https://10.0.0.1", "https://localhost"])
    expect(await readWellKnown(origin, deployed), origin).toBeUndefined()
})
