// Adds and removes connections with the app's own functions, in a process of its own, as another instance would.
import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { onClose } from "../../scripts/test/closing.mjs"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { root, stop } from "../../scripts/test/program.mjs"
import { client } from "./provider.mjs"

const actor = { id: "cluster", role: "ADMIN" }

/**
 * @typedef {object} Management
 * @property {(issuer: string) => Promise<string>} add adds a connection that is off, and returns its id
 * @property {(id: string, isOn: boolean) => Promise<void>} turn
 * @property {(id: string, accounts: "keep" | "delete") => Promise<void>} remove
 * @property {() => Promise<void>} close
 */

/**
 * @param {Record<string, string>} env the variables of the instances
 * @returns {Promise<Management>}
 */
export async function startManagement(env) {
  const child = spawn(process.execPath, ["e2e/support/manage-connections.mjs", root], {
    cwd: root,
    env: {
      ...bareEnvironment(),
      ...env,
      NODE_ENV: "production",
      NODE_OPTIONS: "--conditions=react-server",
    },
    stdio: ["pipe", "pipe", "inherit"],
  })
  onClose(() => stop(child))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  await lines.next()

  /** @param {string} name @param {unknown[]} given */
  async function call(name, ...given) {
    child.stdin.write(`${JSON.stringify({ name, given: [actor, ...given] })}\n`)
    const { value } = await lines.next()
    const { result, error } = JSON.parse(String(value))
    if (error !== undefined) throw new Error(`${name}: ${error}`)
    return result
  }

  return {
    async add(issuer) {
      const saved = await call("createConnection", {
        kind: "oidc",
        name: issuer,
        settings: { issuer },
        clientId: client.id,
        clientSecret: client.secret,
        privateKey: "",
        scope: "",
        onlyWay: false,
      })
      if (saved.status !== "saved") throw new Error(JSON.stringify(saved.problems))
      return saved.connection.id
    },
    turn: (id, isOn) => call("setConnectionEnabled", id, isOn),
    remove: (id, accounts) => call("deleteConnection", id, { accounts }),
    close: () => stop(child),
  }
}
