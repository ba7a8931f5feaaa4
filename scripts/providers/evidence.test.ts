import { existsSync, readFileSync } from "node:fs"
import { expect, test } from "@playwright/test"
import * as catalogue from "../../lib/auth/providers"
import { countEvidence, evidenceOf, sourcesIn } from "./evidence.mjs"
import { generic } from "./ids.mjs"
import { countAgain, readmeFile } from "./page.mjs"
import { countedIn, withCounts } from "./readme.mjs"

const endpoints = {
  authorization: { url: "https://login.acme.com/authorize" },
  token: { url: "https://api.acme.com/token" },
  userinfo: [{ url: "https://api.acme.com/me" }],
}
const levelOf = (source: string | null, id = "acme") => evidenceOf(id, { ...endpoints, source }).profile

test("a page below the domain of the endpoints is the vendor's", () => {
  expect(levelOf("https://docs.acme.com/oauth")).toBe("vendor")
  expect(levelOf("https://acme.com.example.net/oauth")).toBe("library")
  expect(levelOf("https://notacme.com/oauth")).toBe("library")
})

test("a registered domain below a shared one has three labels", () => {
  const url = "https://auth.acme.co.uk/token"
  const fixture = { authorization: { url }, token: { url }, source: "https://docs.other.co.uk/oauth" }
  expect(evidenceOf("acme", fixture).token).toBe("library")
})

test("example.com, which stands for a self-hosted server, is no vendor's domain", () => {
  const url = "https://git.example.com/token"
  const fixture = { authorization: { url }, token: { url }, source: "https://docs.example.com/oauth" }
  expect(evidenceOf("acme", fixture).token).toBe("library")
})

test("a repository is the vendor's only if its owner is listed for that provider", () => {
  expect(levelOf("tumblr/docs: api.md", "tumblr")).toBe("vendor")
  expect(levelOf("tumblr/docs: api.md", "github")).toBe("library")
  expect(levelOf("acme/sdk@0a1b2c3d: oauth.ts")).toBe("library")
  expect(levelOf("https://github.com/acme/sdk/issues/1")).toBe("library")
})

test("a stored discovery document is the vendor's, a description that its collector wrote is not", () => {
  expect(levelOf("api-evangelist/acme: well-known/acme-openid-configuration.json")).toBe("vendor")
  expect(levelOf("api-evangelist/acme: openapi/acme-openapi.yml")).toBe("library")
})

test("one source of another project makes a part library, and no source makes it none", () => {
  expect(levelOf("https://docs.acme.com/oauth, someone/library@0a1b2c3d: acme.ts")).toBe("library")
  expect(levelOf(null)).toBe("none")
  const source = {
    endpoints: "https://docs.acme.com/oauth",
    token: null,
    profile: "someone/library: acme.ts",
  }
  expect(evidenceOf("acme", { ...endpoints, source })).toEqual({
    endpoints: "vendor",
    token: "none",
    profile: "library",
  })
})

test("a path without a repository belongs to the one before it", () => {
  expect(
    sourcesIn("https://docs.acme.com/a, acme/docs@0a1b2c3d: a.md, b.md; other/code: c.ts (a copy)"),
  ).toEqual(["https://docs.acme.com/a", "acme/docs@0a1b2c3d: a.md", "acme/docs: b.md", "other/code: c.ts"])
})

test("the README's sentence gets the counts, and another README stays as it is", () => {
  const counts = countEvidence([
    { endpoints: "vendor", token: "library", profile: "none" },
    { endpoints: "vendor", token: "vendor", profile: "library" },
  ])
  const written = withCounts("# Portico\n\nEvidence of 9 providers: …\n\nMore.\n", 2, counts)
  expect(written).toContain(
    "(vendor's documents / other libraries / none): endpoints 2 / 0 / 0, token request 1 / 1 / 0, profile 0 / 1 / 1.",
  )
  expect(withCounts("# Acme\n", 2, counts)).toBe("# Acme\n")
})

test("the README counts the providers by their evidence of today", async () => {
  const providers = Object.values(catalogue)
  const readme = existsSync(readmeFile) ? readFileSync(readmeFile, "utf8") : ""
  const total = providers.filter(({ id }) => !generic.includes(id)).length
  test.skip(
    countedIn(readme) !== total,
    "the README is an owner's, or the owner has added or deleted providers",
  )
  expect(await countAgain(readme, providers)).toBe(readme)
})
