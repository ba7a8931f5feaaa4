// Starts the app under test with its own database and identity servers.
import { randomBytes, randomInt } from "node:crypto"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { startIdentity } from "../../scripts/identity/index.mjs"
import { freePort, lowest } from "../../scripts/lib/ports.mjs"
import { startApp } from "../../scripts/test/app.mjs"
import { createDatabase } from "../../scripts/test/databases.mjs"
import { testFolder } from "../../scripts/test/program.mjs"
import { testEnvironment } from "./test-environment"

export type App = {
  origin: string
  /** The URL of its database. */
  database: string
  /** Its AUTH_SECRET. */
  secret: string
  /** All environment variables that it was started with. */
  variables: Record<string, string>
  /** The file that receives its output. */
  log: string
  /** Its local identity servers. */
  servers: { id: string; name: string; address: string }[]
  /** Sends SIGKILL, which simulates a power cut. */
  kill(): void
  close(): Promise<void>
}

export type AppOptions = {
  /** The Playwright project. It decides which copy of the checkout the app is started from. */
  project: string
  /** Names the app's files; must be unique within a run. */
  label: string
  /** Additional variables. An app with these gets no local identity servers. */
  env?: Record<string, string>
  /** Whether the local OpenID provider names its sessions (`sid`) and announces their end; it does unless this is false. */
  backchannelLogout?: boolean
  /** The path of AUTH_URL, for which the project's copy was built. */
  basePath?: string
  /** The public origin, if a proxy is in front of the app. */
  publicOrigin?: string
  /** Variables besides those of the local identity servers. */
  settings?: Record<string, string>
  /** Variables that the local identity servers read too: AUTH_OIDC_DPOP, AUTH_OIDC_PROFILE. */
  strict?: Record<string, string>
  /** `next dev` instead of the production build. */
  mode?: "start" | "dev"
  /** A fixed port, for tests that need the origin before the app starts. */
  port?: number
  /** Maps the URL of its database to the URL that the app connects to. */
  reachDatabase?: (url: string) => Promise<string>
}

/** The options of a worker fixture that starts an app. The timeout is a guard for busy machines. */
export const appScope = { scope: "worker", timeout: 300_000 } as const

/** Starts an app. `close` removes everything but the log. */
export async function openApp({
  project,
  label,
  env,
  backchannelLogout,
  strict = {},
  port: fixedPort,
  basePath = "",
  publicOrigin,
  settings = {},
  mode = project === "dev" ? "dev" : "start",
  reachDatabase = async (url) => url,
}: AppOptions): Promise<App> {
  const { server, directories } = testEnvironment()
  const directory = directories[project] ?? directories["e2e"] ?? ""
  const closers: (() => Promise<void>)[] = []
  const close = async () => {
    for (const closer of closers.reverse()) await closer()
  }
  try {
    const port = fixedPort ?? (await workerPort())
    const url = (publicOrigin ?? `http://localhost:${port}`) + basePath
    const database = await createDatabase(server)
    closers.push(database.drop)
    const identity = env
      ? { env, servers: [], close: async () => {} }
      : await startIdentity({
          url,
          directory: join(testFolder, "identity", label),
          env: strict,
          ports: { oidc: 0, github: 0, google: 0, "twitter-legacy": 0 },
          ...(backchannelLogout !== undefined && { backchannelLogout }),
        })
    closers.push(identity.close)
    mkdirSync(join(testFolder, "logs"), { recursive: true })
    const log = join(testFolder, "logs", `${label}.log`)
    const secret = env?.["AUTH_SECRET"] ?? randomBytes(33).toString("base64")
    const variables = {
      ...((basePath || publicOrigin) && { AUTH_URL: url }),
      // Tests sign in far more often than visitors do.
      AUTH_RATE_LIMIT: "off",
      AUTH_SECRET: secret,
      DATABASE_URL: await reachDatabase(database.url),
      ...identity.env,
      ...settings,
      ...strict,
    }
    const app = await startApp({ directory, port, env: variables, log, mode })
    closers.push(app.close)
    const { kill } = app
    const origin = publicOrigin ?? app.origin
    return { origin, database: database.url, secret, variables, log, servers: identity.servers, kill, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** How many ports each worker has. There are at most four workers. */
const share = 3_000

const given = new Set<number>()

/**
 * A free port that neither another worker of this run nor an earlier app of this one has. An app listens seconds after its port was
 * chosen, and until then the port looks free.
 */
export async function workerPort(): Promise<number> {
  const first = lowest + Number(process.env["TEST_PARALLEL_INDEX"] ?? 0) * share
  for (;;) {
    const port = await freePort(first + randomInt(share))
    if (given.has(port)) continue
    given.add(port)
    return port
  }
}
