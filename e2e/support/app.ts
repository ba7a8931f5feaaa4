// The app under test, with a database and identity servers of its own.
import { randomBytes } from "node:crypto"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { startIdentity } from "../../scripts/identity/index.mjs"
import { freePort } from "../../scripts/lib/ports.mjs"
import { startApp } from "../../scripts/test/app.mjs"
import { createDatabase } from "../../scripts/test/databases.mjs"
import { testFolder } from "../../scripts/test/program.mjs"
import { testEnvironment } from "./test-environment"

export type App = {
  origin: string
  /** The address of its database. */
  database: string
  /** Its AUTH_SECRET. */
  secret: string
  /** All that it got in its environment. */
  variables: Record<string, string>
  /** The file that has its output. */
  log: string
  /** Its local identity servers. */
  servers: { id: string; name: string; address: string }[]
  /** Ends it without a word, as a power cut would. */
  kill(): void
  close(): Promise<void>
}

export type Wanted = {
  /** The Playwright project, which decides from what the app is started. */
  project: string
  /** Tells the app's files from those of others. */
  label: string
  /** More variables. With them the app gets no local identity servers. */
  env?: Record<string, string>
  /** Its port, where others must know it beforehand. */
  port?: number
  /** Gives the address that the app gets, from its database's own. */
  reachDatabase?: (url: string) => Promise<string>
}

/** Starts an app; `close` leaves nothing behind but its log. */
export async function openApp({
  project,
  label,
  env,
  port: wantedPort,
  reachDatabase = async (url) => url,
}: Wanted): Promise<App> {
  const { server, directories } = testEnvironment()
  const directory = directories[project] ?? directories["e2e"] ?? ""
  const closers: (() => Promise<void>)[] = []
  const close = async () => {
    for (const closer of closers.reverse()) await closer()
  }
  try {
    const port = wantedPort ?? (await freePort())
    const database = await createDatabase(server)
    closers.push(database.drop)
    const identity = env
      ? { env, servers: [], close: async () => {} }
      : await startIdentity({
          origin: `http://localhost:${port}`,
          directory: join(testFolder, "identity", label),
          env: {},
          ports: { oidc: 0, github: 0, google: 0, "twitter-legacy": 0 },
        })
    closers.push(identity.close)
    mkdirSync(join(testFolder, "logs"), { recursive: true })
    const log = join(testFolder, "logs", `${label}.log`)
    const secret = env?.["AUTH_SECRET"] ?? randomBytes(33).toString("base64")
    const variables = {
      // Tests sign in far more often than people do.
      AUTH_RATE_LIMIT: "off",
      AUTH_SECRET: secret,
      DATABASE_URL: await reachDatabase(database.url),
      ...identity.env,
    }
    const mode = project === "dev" ? "dev" : "start"
    const app = await startApp({ directory, port, env: variables, log, mode })
    closers.push(app.close)
    const { origin, kill } = app
    return { origin, database: database.url, secret, variables, log, servers: identity.servers, kill, close }
  } catch (error) {
    await close()
    throw error
  }
}
