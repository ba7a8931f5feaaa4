// What `vercel build` makes, and its functions as Vercel would call them, on this machine.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { createServer, request } from "node:http"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { migrate } from "../../scripts/database/migrate.mjs"
import { freePort } from "../../scripts/lib/ports.mjs"
import { onClose } from "../../scripts/test/closing.mjs"
import { clone } from "./clone.mjs"
import { protocols, signIn, withServer } from "./newcomer.mjs"
import { environment, mustRun, tool } from "./tools.mjs"

// Newer ones named packages that npm did not have.
const cli = "vercel@60.1.3"

/**
 * @param {"preview" | "production"} target
 * @param {import("./services.mjs").Services} services
 * @param {import("./installers.mjs").Step} step
 */
export async function tryVercel(target, { database, identity }, step) {
  const { folder, remove } = await clone()
  const folders = [await tool("node@24"), await tool(cli)]
  const url = await database()
  const deployed = {
    AUTH_SECRET: "s".repeat(43),
    DATABASE_URL: url,
    AUTH_GITHUB_ID: "id",
    AUTH_GITHUB_SECRET: "x",
  }
  try {
    mkdirSync(join(folder, ".vercel"))
    const project = { projectId: "prj_local", orgId: "team_local", settings: { framework: "nextjs" } }
    writeFileSync(join(folder, ".vercel/project.json"), JSON.stringify(project))
    const names = {
      VERCEL_ENV: target,
      VERCEL_PROJECT_PRODUCTION_URL: "app.example.com",
      VERCEL_URL: "app.example.com",
    }
    const built = await step("build", () =>
      mustRun("vercel", ["build", "--yes", ...(target === "production" ? ["--prod"] : [])], {
        cwd: folder,
        env: environment(folders, {
          ...deployed,
          ...names,
          VERCEL: "1",
          CI: "1",
          VERCEL_TELEMETRY_DISABLED: "1",
        }),
      }),
    )
    if (!built) return
    // A preview's build migrates only a database of its own.
    await migrate(url)
    const port = await freePort()
    const origin = `http://localhost:${port}`
    const servers = await identity(origin)
    const env = environment(folders, {
      ...deployed,
      ...servers.env,
      AUTH_URL: origin,
      NODE_ENV: "production",
    })
    await step("sign-in", () => withFunctions(folder, { port, env }, () => signIn(origin, protocols)))
    await servers.close()
  } finally {
    remove()
  }
}

/**
 * Answers requests from the build's files and functions. A function's process starts at its first request.
 * @param {string} folder
 * @param {{ port: number, env: NodeJS.ProcessEnv }} options
 * @param {() => Promise<void>} use
 */
export async function withFunctions(folder, { port, env }, use) {
  const output = join(folder, ".vercel/output")
  const routes = dynamicRoutes(output)
  /** @type {Map<string, Promise<number>>} */
  const started = new Map()
  /** @type {(() => void)[]} */
  const finish = []
  const start = (/** @type {string} */ name) => {
    const real = realpathSync(join(output, "functions", `${name}.func`))
    const running = started.get(real) ?? startFunction(folder, real, env, finish)
    started.set(real, running)
    return running
  }
  const server = createServer((incoming, response) => {
    const { pathname, search } = new URL(incoming.url ?? "/", "http://localhost")
    const file = join(output, "static", pathname)
    if (existsSync(file) && statSync(file).isFile()) return response.end(readFileSync(file))
    const { name, query } = functionOf(output, routes, pathname)
    start(name).then(
      (at) => {
        const path = `${pathname}${search}${query && (search ? "&" : "?") + query}`
        const headers = { ...incoming.headers, "x-matched-path": `/${name === "index" ? "" : name}` }
        const outgoing = request(
          { host: "localhost", port: at, path, method: incoming.method, headers },
          (answer) => {
            response.writeHead(answer.statusCode ?? 500, answer.headers)
            answer.pipe(response)
          },
        )
        outgoing.on("error", (error) => response.destroy(error))
        incoming.pipe(outgoing)
      },
      (error) => response.writeHead(502).end(String(error)),
    )
  })
  await new Promise((resolve) => server.listen(port, "localhost", () => resolve(undefined)))
  try {
    await use()
  } finally {
    server.closeAllConnections()
    server.close()
    for (const end of finish) end()
  }
}

/**
 * @param {string} folder
 * @param {string} func its folder in the output
 * @param {NodeJS.ProcessEnv} env
 * @param {(() => void)[]} finish gets a function that ends it
 * @returns {Promise<number>} its port
 */
async function startFunction(folder, func, env, finish) {
  const copy = mkdtempSync(join(realpathSync(tmpdir()), "portico-function-"))
  onClose(() => rmSync(copy, { recursive: true, force: true }))
  cpSync(func, copy, { recursive: true, dereference: true })
  const { handler, filePathMap = {} } = JSON.parse(readFileSync(join(func, ".vc-config.json"), "utf8"))
  for (const [name, source] of Object.entries(filePathMap)) {
    mkdirSync(dirname(join(copy, name)), { recursive: true })
    cpSync(join(folder, String(source)), join(copy, name), { recursive: true, dereference: true })
  }
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const program = fileURLToPath(new URL("vercel-function.cjs", import.meta.url))
  await new Promise((resolve, reject) => {
    withServer("node", [program, join(copy, handler), String(port)], { cwd: copy, env, origin }, () => {
      resolve(undefined)
      return new Promise((end) => finish.push(() => end(undefined)))
    }).catch(reject)
  })
  return port
}

/** @typedef {{ pattern: RegExp, dest: string }} Route */

/**
 * The routes with a parameter, such as /api/auth/[...auth].
 * @param {string} output
 * @returns {Route[]}
 */
function dynamicRoutes(output) {
  /** @type {{ routes: { src?: string, dest?: string, check?: boolean }[] }} */
  const { routes } = JSON.parse(readFileSync(join(output, "config.json"), "utf8"))
  return routes.flatMap(({ src, dest, check }) =>
    src && dest?.includes("[") && check && !dest.includes("$rscSuffix")
      ? [{ pattern: new RegExp(src), dest }]
      : [],
  )
}

/**
 * @param {string} output
 * @param {Route[]} routes
 * @param {string} pathname
 * @returns {{ name: string, query: string }} the function and the parameters that Vercel adds
 */
function functionOf(output, routes, pathname) {
  const exact = pathname.slice(1) || "index"
  if (existsSync(join(output, "functions", `${exact}.func`))) return { name: exact, query: "" }
  for (const { pattern, dest } of routes) {
    const { groups } = pattern.exec(pathname) ?? {}
    if (!groups) continue
    const filled = dest.replaceAll(/\$(\w+)/g, (_, name) => encodeURIComponent(groups[name] ?? ""))
    const [path = "", query = ""] = filled.split("?")
    return { name: path.slice(1), query }
  }
  return { name: "_not-found", query: "" }
}
