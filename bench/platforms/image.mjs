// The steps of the Dockerfile, one by one, without Docker: as an unprivileged user, with only the files that it copies.
import { spawnSync } from "node:child_process"
import { chownSync, cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { freePort } from "../../scripts/lib/ports.mjs"
import { onClose } from "../../scripts/test/closing.mjs"
import { clone } from "./clone.mjs"
import { protocols, signIn, withServer } from "./newcomer.mjs"
import { environment, mustRun, tool } from "./tools.mjs"

const user = 1000

/**
 * @param {import("./services.mjs").Services} services
 * @param {import("./installers.mjs").Step} step
 */
export async function tryImage({ database, identity }, step) {
  const { folder, remove } = await clone()
  const image = mkdtempSync(join(realpathSync(tmpdir()), "portico-image-"))
  onClose(() => rmSync(image, { recursive: true, force: true }))
  const lines = readFileSync(join(folder, "Dockerfile"), "utf8").split("\n")
  const version = /^FROM node:(\d+)/m.exec(lines.join("\n"))?.[1] ?? "24"
  const folders = [await tool(`node@${version}`)]
  try {
    await step("install", () => mustRun("npm", ["ci"], { cwd: folder, env: environment(folders) }))
    const built = await step("build", () =>
      mustRun("npm", ["run", "build"], { cwd: folder, env: environment(folders, { STANDALONE: "1" }) }),
    )
    if (!built) return
    for (const line of lines) {
      const [, sources = "", to = ""] = /^COPY --from=build (.+) (\S+)$/.exec(line) ?? []
      for (const from of sources.split(" ").filter(Boolean)) {
        const target = join(image, to, to.endsWith("/") && to !== "./" ? basename(from) : "")
        cpSync(join(folder, from.replace("/app/", "")), target, { recursive: true, verbatimSymlinks: true })
      }
    }
    own(image)
    const port = String(await freePort())
    const origin = `http://localhost:${port}`
    const servers = await identity(origin)
    const settings = {
      NODE_ENV: "production",
      HOSTNAME: "0.0.0.0",
      PORT: port,
      DATABASE_URL: await database(),
      AUTH_SECRET: "s".repeat(43),
      AUTH_URL: origin,
      ...servers.env,
    }
    const env = environment(folders, settings)
    await step("migrate", async () => {
      const options = { cwd: image, env, uid: user, gid: user, encoding: /** @type {const} */ ("utf8") }
      const { status, stdout, stderr } = spawnSync("node", ["scripts/db.mjs", "migrate"], options)
      if (status !== 0) throw new Error(stdout + stderr)
    })
    await step("start", () =>
      withServer("node", ["server.js"], { cwd: image, env, origin, uid: user }, () =>
        signIn(origin, protocols),
      ),
    )
    await servers.close()
  } finally {
    remove()
  }
}

/**
 * The image's files belong to root, and others may read them.
 * @param {string} folder
 */
function own(folder) {
  chownSync(folder, user, user)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== "node_modules") own(join(folder, entry.name))
  }
}
