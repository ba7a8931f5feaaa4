import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { withClient } from "./client.mjs"
import { followLocalServers, otherIssuers } from "./issuers.mjs"
import { removePostgres, startPostgres } from "./postgres.mjs"

test("issuers and pictures of development's accounts follow the ports of the local servers", async () => {
  const directory = await mkdtemp(join(tmpdir(), "portico-follow-"))
  try {
    const { url } = await startPostgres({ directory })
    await withClient(url, (client) =>
      client.query(`
        CREATE TABLE "User" ("id" text, "image" text);
        CREATE TABLE "Account" ("userId" text, "provider" text, "issuer" text, "providerAccountId" text, "image" text);
        INSERT INTO "User" VALUES
          ('moved', 'http://localhost:4010/avatars/ada.svg'), ('own', '/uploads/1.png'), ('real', 'https://cdn.example/avatars/1');
        INSERT INTO "Account" VALUES
          ('moved', 'oidc', 'http://localhost:4010', '1', 'http://localhost:4010/avatars/ada.svg'),
          ('own', 'oidc', 'http://localhost:4010', '2', 'http://localhost:4010/avatars/milo.svg'),
          ('real', 'oidc', 'https://id.example', '1', 'https://cdn.example/avatars/1')`),
    )
    const moveTo = (address: string, browserAddress = address) =>
      followLocalServers(url, [{ id: "oidc", address, browserAddress }])
    const rows = () =>
      withClient(url, async (client) => {
        const { rows: found } = await client.query<{ row: string }>(
          `SELECT concat_ws(' ', u."image", a."issuer", a."image") AS row FROM "User" u JOIN "Account" a ON a."userId" = u."id"
           ORDER BY u."id"`,
        )
        return found.map(({ row }) => row)
      })
    const [real] = (await rows()).slice(2)
    const expected = (issuer: string, pictures = issuer) => [
      `${pictures}/avatars/ada.svg ${issuer} ${pictures}/avatars/ada.svg`,
      `/uploads/1.png ${issuer} ${pictures}/avatars/milo.svg`,
      real,
    ]
    await moveTo("http://localhost:4020")
    expect(await rows()).toEqual(expected("http://localhost:4020"))
    await moveTo("http://localhost:4020", "https://fish-4020.app.example")
    expect(await rows()).toEqual(expected("http://localhost:4020", "https://fish-4020.app.example"))
    await moveTo("http://localhost:4010")
    expect(await rows()).toEqual(expected("http://localhost:4010"))
  } finally {
    await removePostgres({ directory })
  }
})

test("an account of the configured issuer in another spelling is not one of another issuer", () => {
  const others = (configured: string, issuer: string) =>
    otherIssuers(
      [{ provider: "auth0", issuer, accounts: 1 }],
      [{ provider: "auth0", issuer: configured, hasTenants: false }],
    )
  expect(others("https://acme.example", "https://acme.example/")).toEqual([])
  expect(others("https://acme.example/", "https://acme.example")).toEqual([])
  expect(others("https://acme.example/one", "https://acme.example/one/")).toHaveLength(1)
})
