// Checks the database over the same kind of connection as the app.
import { DatabaseUrlError, readDatabaseUrl } from "../../lib/database-url.mjs"
import { describeUrl, withClient } from "../database/client.mjs"
import { pendingMigrations } from "../database/migrate.mjs"
import { migrationNames, migrationsFolder } from "../database/migrations.mjs"
import { databaseNotCreated } from "./defaults.mjs"

/** @typedef {import("../../lib/auth/diagnostics/check").Check} Check */

/**
 * @param {string | undefined} url
 * @param {string} [direct]  for migrations, if the other URL is a pooler
 * @returns {Promise<Check[]>}
 */
export async function checkDatabase(url, direct = url) {
  if (!url || !direct) return []
  if (url === databaseNotCreated)
    return [
      { name: "connection", result: "warn", detail: "not created yet", fix: "`npm run dev` creates it." },
    ]
  // Reported with the other variables.
  if (!isReadable(url)) return []
  try {
    const name = describeUrl(url)
    const { version, zone, migrations } = await withClient(
      { connectionString: url, connectionTimeoutMillis: 10_000 },
      async (client) => {
        const { rows } = await client.query(
          // A pooler may send this statement to another connection than the one that was set to UTC.
          `SELECT current_setting('server_version') AS version, current_setting('TimeZone') AS zone`,
        )
        const { rows: applied } = await client
          .query(`SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL`)
          .catch(() => ({ rows: [] }))
        return { ...rows[0], migrations: applied.map((row) => row.name) }
      },
    )
    return [
      { name: "connection", result: "ok", detail: `${name} answers` },
      versionCheck(version),
      zoneCheck(zone),
      await migrationCheck(direct, migrations),
    ]
  } catch (error) {
    const detail = error instanceof AggregateError ? error.errors.join(", ") : String(error)
    return [
      {
        name: "connection",
        result: "fault",
        detail: detail.replace(/^(\w*Error|error): /, ""),
        fix: fixOf(error),
      },
    ]
  }
}

/** @param {string} url */
function isReadable(url) {
  try {
    readDatabaseUrl(url)
    return true
  } catch {
    return false
  }
}

/** @param {unknown} error */
function fixOf(error) {
  if (error instanceof DatabaseUrlError) return `DIRECT_URL ${error.problem} ${error.fix}`
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (/^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+)$/.test(code))
    return (
      "The server's certificate comes from your host's own authority. Download the certificate of that authority, and add " +
      "sslrootcert=<its file> to the address, or set NODE_EXTRA_CA_CERTS=<its file>."
    )
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return "The certificate is for another name than the address has. Use the name that your host shows."
  return "Compare DATABASE_URL with the values that your host shows, and check that it accepts connections from this machine."
}

/**
 * A major version appears each autumn and is supported for five years (postgresql.org/support/versioning).
 * @param {string} version
 * @returns {Check}
 */
function versionCheck(version) {
  const lastYear = 2012 + Number.parseInt(version)
  const isSupported = Date.now() < Date.UTC(lastYear, 10, 30)
  const detail = `PostgreSQL ${version}`
  return isSupported
    ? { name: "version", result: "ok", detail }
    : {
        name: "version",
        result: "warn",
        detail: `${detail} has had no security fixes since ${lastYear}`,
        fix: "Upgrade it.",
      }
}

/**
 * @param {string} zone
 * @returns {Check}
 */
function zoneCheck(zone) {
  if (/^(Etc\/)?(UTC|GMT)$/i.test(zone)) return { name: "time zone", result: "ok", detail: "UTC" }
  return {
    name: "time zone",
    result: "fault",
    detail: `the time zone of connections is ${zone} and must be UTC: a pooler forgets the setting`,
    fix: "ALTER ROLE … SET timezone = 'UTC', for the role of DATABASE_URL.",
  }
}

/**
 * @param {string} url
 * @param {string[]} applied
 * @returns {Promise<Check>}
 */
async function migrationCheck(url, applied) {
  const name = "migrations"
  const known = await migrationNames(migrationsFolder)
  const pending = await pendingMigrations(url)
  if (pending.length > 0)
    return { name, result: "fault", detail: `missing: ${pending.join(", ")}`, fix: "npm run db:migrate" }
  const unknown = applied.filter((applied) => !known.includes(applied))
  if (unknown.length > 0)
    return {
      name,
      result: "warn",
      detail: `all applied, and others that are not in this checkout: ${unknown.join(", ")}`,
      fix: "A newer version was deployed: pull it. A rolled-back app can run meanwhile.",
    }
  return { name, result: "ok", detail: `all ${known.length} applied` }
}
