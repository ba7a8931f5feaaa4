import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { withClient } from "../database/client.mjs"
import { removePostgres, startPostgres } from "../database/postgres.mjs"
import { forwardedOrigin, prepareDatabase } from "./prepare.mjs"

test(
  "a database on localhost that is not the embedded one is not changed",
  { tag: "@defaults" },
  async () => {
    const directory = await mkdtemp(join(tmpdir(), "portico-own-"))
    const { DATABASE_URL, DIRECT_URL } = process.env
    try {
      const { url } = await startPostgres({ directory })
      process.env.DATABASE_URL = url
      delete process.env.DIRECT_URL
      const lines: string[] = []
      const prepared = await prepareDatabase((line) => void lines.push(line))
      expect(prepared).toMatchObject({ url, isEmbedded: false })
      expect(lines.join("\n")).toMatch(/has pending migrations: \d+.*npm run db:migrate$/s)
      const tables = await withClient(url, (client) =>
        client.query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"),
      )
      expect(tables.rows).toEqual([])
    } finally {
      for (const [name, value] of Object.entries({ DATABASE_URL, DIRECT_URL }))
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      await removePostgres({ directory })
    }
  },
)

const codespace = {
  CODESPACE_NAME: "crispy-fish",
  GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: "app.github.dev",
}

for (const [title, env, origin] of [
  ["in a codespace", codespace, "https://crispy-fish-4010.app.github.dev"],
  [
    "at Gitpod",
    { GITPOD_WORKSPACE_URL: "https://team-app-1.ws-eu1.gitpod.io" },
    "https://4010-team-app-1.ws-eu1.gitpod.io",
  ],
  [
    "at Coder",
    { VSCODE_PROXY_URI: "https://{{port}}--main--app--ada.coder.example.com" },
    "https://4010--main--app--ada.coder.example.com",
  ],
  ["with a proxy by path", { VSCODE_PROXY_URI: "https://code.example.com/proxy/{{port}}/" }, undefined],
  ["on another machine", {}, undefined],
  ["with half of the variables", { CODESPACE_NAME: "crispy-fish" }, undefined],
  ["with a value that is no address", { GITPOD_WORKSPACE_URL: "gitpod" }, undefined],
] as const)
  test(`${title}, the origin of a port is ${String(origin)}`, () => {
    expect(forwardedOrigin(env, 4010)).toBe(origin)
  })
