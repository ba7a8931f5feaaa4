import { expect } from "@playwright/test"
import { codeOf, test } from "./context.fixture"
import { discover, signingKeys } from "./discovery"
import { issuerResponder } from "./issuer.fixture"

const flow = { id: "attempt", providerId: "service" }
const owner = { flow, loopback: true, hosts: ["127.0.0.1"] }
const stranger = { flow, loopback: false, hosts: [] }

test(
  "a stranger's connection reads no metadata that only the owner's client may fetch",
  { tag: "@ssrf" },
  async ({ startServer }) => {
    const { origin: issuer } = await startServer(issuerResponder({}))
    const as = await discover({ issuer }, owner)
    await signingKeys(as, owner)
    expect(await codeOf(discover({ issuer }, stranger))).toBe("provider_misconfigured")
    expect(await codeOf(signingKeys(as, stranger))).toBe("provider_misconfigured")
  },
)

test(
  "a stranger's failed request does not defer the renewal of the keys for the owner's client",
  { tag: "@rate-limit" },
  async ({ startServer }) => {
    const { origin: issuer, requests } = await startServer(issuerResponder({}))
    const as = await discover({ issuer }, owner)
    await signingKeys(as, owner)
    await codeOf(signingKeys(as, stranger, "solicited"))
    await signingKeys(as, owner, "solicited")
    expect(requests.filter(({ url }) => url.pathname === "/keys")).toHaveLength(2)
  },
)
