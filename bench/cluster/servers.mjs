// nginx and PgBouncer with the settings that docs/scaling.md recommends.
import { spawn } from "node:child_process"
import { writeFileSync } from "node:fs"
import { connect } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { onClose } from "../../scripts/test/closing.mjs"
import { stop } from "../../scripts/test/program.mjs"

/**
 * @typedef {object} Workspace
 * @property {string} directory
 * @property {{ uid: number, gid: number } | undefined} account the account that the servers run as, if it is not the current one
 */

/**
 * @param {Workspace} workspace
 * @param {{ program: string, port: number, instances: number[] }} options
 * @returns {Promise<{ pid: number | undefined, withdraw: (instance?: number) => Promise<void> }>} withdraw: marks the
 *   instance at a port as down; without a port, all instances are in use again
 */
export async function startNginx({ directory, account }, { program, port, instances }) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
  const file = join(directory, "nginx.conf")
  const configure = (/** @type {number | undefined} */ withdrawn) =>
    writeFileSync(
      file,
      `
daemon off;
pid ${directory}/nginx.pid;
error_log ${directory}/nginx.log warn;
events { worker_connections 2048; }
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${directory}/${name};`).join("\n  ")}
  upstream portico {
    ${instances.map((instance) => `server 127.0.0.1:${instance} max_fails=1 fail_timeout=1s${instance === withdrawn ? " down" : ""};`).join("\n    ")}
  }
  server {
    listen 127.0.0.1:${port};
    server_name localhost;
    location / {
      proxy_pass http://portico;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_connect_timeout 1s;
      proxy_next_upstream error timeout;
      add_header X-Instance $upstream_addr always;
    }
  }
}
`,
    )
  configure(undefined)
  const argv = ["-p", directory, "-c", file, "-e", join(directory, "nginx.log")]
  const child = await serve(program, argv, { directory, account }, port)
  return {
    pid: child.pid,
    async withdraw(instance) {
      configure(instance)
      child.kill("SIGHUP")
      // The old workers finish their requests.
      await sleep(1_000)
    },
  }
}

/** The maximum of PgBouncer's connections to PostgreSQL. */
export const poolSize = 20

/**
 * @param {Workspace} workspace
 * @param {{ program: string, version: string, port: number, database: URL }} options
 * @returns {Promise<{ url: string, prepare: "on" | "off", repoint: (database: URL) => void, pid: number | undefined }>}
 *   prepare: the value for DATABASE_PREPARE
 */
export async function startPgBouncer({ directory, account }, { program, version, port, database }) {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  const isAtLeast = (/** @type {number} */ required) => major > 1 || minor >= required
  const file = join(directory, "pgbouncer.ini")
  const configure = (/** @type {URL} */ { hostname, port: server, username, password }) =>
    writeFileSync(
      file,
      `
[databases]
portico = host=${hostname} port=${server} dbname=portico user=${username} password=${password} timezone=UTC
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 1000
server_login_retry = 1
query_wait_timeout = 5
query_timeout = 5
logfile = ${directory}/pgbouncer.log
pidfile = ${directory}/pgbouncer.pid
${isAtLeast(21) ? "max_prepared_statements = 100" : ""}
${isAtLeast(20) ? "" : "ignore_startup_parameters = options"}
`,
      { mode: 0o644 },
    )
  configure(database)
  const child = await serve(program, ["-q", file], { directory, account }, port)
  return {
    url: `postgres://portico@127.0.0.1:${port}/portico`,
    prepare: isAtLeast(21) ? "on" : "off",
    pid: child.pid,
    repoint(next) {
      configure(next)
      child.kill("SIGHUP")
    },
  }
}

/**
 * Starts a server and waits until its port accepts connections.
 * @param {string} program
 * @param {string[]} argv
 * @param {Workspace} workspace
 * @param {number} port
 */
async function serve(program, argv, { directory, account }, port) {
  const child = spawn(program, argv, {
    cwd: directory,
    uid: account?.uid,
    gid: account?.gid,
    stdio: ["ignore", "pipe", "pipe"],
  })
  onClose(() => stop(child))
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text))
  child.once("error", (error) => (output += error.message))
  for (let tries = 0; tries < 100; tries++) {
    if (await isListening(port)) return child
    if (child.exitCode !== null) break
    await sleep(50)
  }
  throw new Error(`${program} did not start:\n${output}`)
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false))
    socket.once("connect", () => socket.destroy())
  })
}
