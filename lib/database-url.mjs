// Reads DATABASE_URL and DIRECT_URL as Prisma, libpq and hosts write them, for node-postgres, which ignores most of their
// parameters without a word. Plain JavaScript, because scripts run in images without a TypeScript loader.
import { existsSync } from "node:fs"

/**
 * @typedef {object} DatabaseAddress
 * @property {string} url for node-postgres
 * @property {string | undefined} schema where the tables are, if the address names it
 * @property {Limits} limits of the pool, where the address sets them
 * @property {boolean} prepares false if a pooler keeps no prepared statements
 *
 * @typedef {{ max?: number, connectionTimeoutMillis?: number, query_timeout?: number }} Limits
 */

export class DatabaseUrlError extends Error {
  /**
   * @param {string} problem the rest of a sentence that begins with the variable's name
   * @param {string} fix
   */
  constructor(problem, fix) {
    super(`The database's address ${problem} ${fix}`)
    this.problem = problem
    this.fix = fix
  }
}

/** Would change whom the connection trusts or which server it reaches, and node-postgres does not have them. */
const unsupported = [
  "dbname",
  "hostaddr",
  "passfile",
  "require_auth",
  "requirepeer",
  "service",
  "sslcrl",
  "sslcrldir",
  "sslidentity",
  "sslpassword",
]

/** What other drivers call the schema. With `options` only the raw SQL would follow, and Prisma would use another one. */
const otherSchemas = /^(currentSchema|search_path)=|^options=.*search_path/

/** Parameters of Prisma and libpq with a number of seconds or connections. @type {Record<string, (value: number) => Limits>} */
const limitsOf = {
  connection_limit: (value) => ({ max: value }),
  connect_timeout: (value) => ({ connectionTimeoutMillis: value * 1_000 }),
  pool_timeout: (value) => ({ connectionTimeoutMillis: value * 1_000 }),
  socket_timeout: (value) => ({ query_timeout: value * 1_000 }),
}

/** The driver does not get these. */
const translated = [...Object.keys(limitsOf), "schema", "pgbouncer", "statement_cache_size"]

/** For these, node-postgres checks the certificate and the name. It prints nine lines unless that is written as `verify-full`. */
const verifying = ["prefer", "require", "verify-ca", "verify-full"]

/**
 * @param {string} text
 * @returns {DatabaseAddress}
 * @throws {DatabaseUrlError} never with the text, which contains the password
 */
export function readDatabaseUrl(text) {
  const address = parse(text)
  const parameters = address.searchParams
  requireSupported(parameters)
  const limits = readLimits(parameters)
  const schema = readSchema(parameters)
  translateTls(parameters)
  requireAnyServer(parameters)
  const prepares = parameters.get("pgbouncer") !== "true"
  for (const name of translated) parameters.delete(name)
  return { url: address.href, schema, limits, prepares }
}

/** @param {string} text */
function parse(text) {
  const complete = text
    // No address of a database has a fragment, and no escape is of other characters: these are part of a password.
    .replaceAll("#", "%23")
    .replaceAll(/%(?![\da-f]{2})/gi, "%25")
    // A socket: the host is in the parameter.
    .replace(/^(postgres(?:ql)?:\/\/(?:[^/?]*@)?)(?=[/?])/, "$1localhost")
  if (/^postgres(ql)?:\/\/[^/?]*,/.test(complete.replace(/\/\/[^/?]*@/, "//")))
    throw new DatabaseUrlError(
      "names several hosts.",
      "Name one: that of the primary server, or of your host's pooler.",
    )
  if (/^prisma(\+postgres)?:/.test(complete))
    throw new DatabaseUrlError(
      "is the address of Prisma's own proxy.",
      "Set it to the postgres:// address of the database, which Prisma calls the direct connection.",
    )
  const address = URL.canParse(complete) ? new URL(complete) : undefined
  if (!address || !/^postgres(ql)?:$/.test(address.protocol))
    throw new DatabaseUrlError(
      "is not a postgres:// address.",
      "Copy it from your PostgreSQL host again. In a password, write / as %2F, ? as %3F and : as %3A.",
    )
  return address
}

/** @param {URLSearchParams} parameters */
function requireSupported(parameters) {
  for (const [name, value] of parameters) {
    if (unsupported.includes(name))
      throw new DatabaseUrlError(
        `has the parameter ${name}, which the database driver does not support.`,
        "Remove it from the address.",
      )
    if (otherSchemas.test(`${name}=${value}`))
      throw new DatabaseUrlError(`chooses a schema with ${name}.`, "Write schema=shop instead.")
    // The driver would ignore it: a connection without TLS, for example.
    const known = name.toLowerCase()
    if (known !== name && (known.startsWith("ssl") || translated.includes(known)))
      throw new DatabaseUrlError(`has the parameter ${name}.`, `Write ${known}, in small letters.`)
  }
}

/** @param {URLSearchParams} parameters */
function readLimits(parameters) {
  /** @type {Limits} */
  const limits = {}
  for (const [name, limit] of Object.entries(limitsOf)) {
    const value = parameters.get(name)
    if (value === null || value === "0") continue
    if (!/^[1-9]\d{0,4}$/.test(value))
      throw new DatabaseUrlError(`has ${name}=${value}, which is not a number.`, `Write ${name}=10.`)
    Object.assign(limits, limit(Number(value)))
  }
  return limits
}

/** @param {URLSearchParams} parameters */
function readSchema(parameters) {
  const schema = parameters.get("schema") ?? undefined
  if (schema !== undefined && !/^[A-Za-z_][\w-]{0,62}$/.test(schema))
    throw new DatabaseUrlError("has a schema that is not a name.", "Write a name such as schema=shop.")
  return schema
}

/** @param {URLSearchParams} parameters */
function translateTls(parameters) {
  if (parameters.get("uselibpqcompat") === "true") return
  const root = parameters.get("sslrootcert")
  // libpq's word for the certificate authorities of the system, which the driver uses by default.
  if (root === "system") parameters.delete("sslrootcert")
  for (const name of ["sslrootcert", "sslcert", "sslkey"]) {
    const file = parameters.get(name)
    if (file && !existsSync(file))
      throw new DatabaseUrlError(
        `has ${name}=${file}, and that file does not exist.`,
        "Write the path of a file that is deployed with the app.",
      )
  }
  const accepts = parameters.get("sslaccept")
  parameters.delete("sslaccept")
  const mode = parameters.get("sslmode") ?? (root === "system" ? "verify-full" : undefined)
  if (mode === undefined && accepts === null) return
  // Prisma's way to skip the check of the certificate.
  if (accepts === "accept_invalid_certs" && mode !== "disable") parameters.set("sslmode", "no-verify")
  else if (mode === undefined || verifying.includes(mode)) parameters.set("sslmode", "verify-full")
  else if (!["disable", "no-verify"].includes(mode))
    throw new DatabaseUrlError(
      `has sslmode=${mode}.`,
      "Write sslmode=verify-full, or sslmode=disable for a server without TLS.",
    )
}

/**
 * A connection to the primary server can write. Any other choice needs several hosts.
 * @param {URLSearchParams} parameters
 */
function requireAnyServer(parameters) {
  const wanted = parameters.get("target_session_attrs")
  parameters.delete("target_session_attrs")
  if (wanted !== null && !["any", "read-write", "primary"].includes(wanted))
    throw new DatabaseUrlError(
      `has target_session_attrs=${wanted}, but the app writes.`,
      "Name the primary server, and remove the parameter.",
    )
}

/**
 * The statements that prepare a connection. Sent after it opens: poolers such as RDS Proxy refuse startup parameters.
 * @param {{ schema: string | undefined, isUtc?: boolean }} connection isUtc: the server's own setting
 * @returns {string} empty if there is nothing to set
 */
export function sessionSettings({ schema, isUtc = false }) {
  const settings = [
    ...(isUtc ? [] : ["SET TIME ZONE 'UTC'"]),
    ...(schema === undefined ? [] : [`SET search_path = "${schema}"`]),
  ]
  return settings.join("; ")
}

/** What hosts and their integrations call the address of a database, some of them with a prefix that the owner chose. */
const otherName = /^(?!TEST_|SHADOW_)\w*(DATABASE|POSTGRES|PG|DB)\w*UR[IL](?!\w*_NO_SSL)/
const withoutPooler = /UNPOOLED|NON_POOLING|DIRECT/

/**
 * What to do where DATABASE_URL is missing.
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function missingDatabaseFix(env) {
  const names = Object.keys(env)
    .filter((name) => otherName.test(name) && /^\s*postgres(ql)?:/.test(env[name] ?? ""))
    .sort()
  const direct = names.find((name) => withoutPooler.test(name))
  const pooled = names.find((name) => !withoutPooler.test(name))
  const given = pooled ?? direct
  if (!given)
    return "Copy it from your PostgreSQL host. For development, `npm run dev` starts a database of its own."
  const also =
    pooled && direct && direct !== "DATABASE_URL_UNPOOLED" ? `, and DIRECT_URL to that of ${direct}` : ""
  return `Your host has set ${given}: set DATABASE_URL to the same value${also}.`
}
