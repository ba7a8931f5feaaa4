// The embedded database for commands without DATABASE_URL: for development only.
import { missingDatabaseFix } from "../../lib/database-url.mjs"
import { databaseDirectory, setting } from "../lib/environment.mjs"

/** Each is set by a host, where the embedded database would be lost with the machine. */
const hosts = [
  "AWS_APP_ID",
  "AWS_EXECUTION_ENV",
  "CF_PAGES",
  "CONTAINER_APP_NAME",
  "DYNO",
  "FLY_APP_NAME",
  "HEROKU_APP_ID",
  "K_SERVICE",
  "KOYEB_APP_NAME",
  "KUBERNETES_SERVICE_HOST",
  "NETLIFY",
  "RAILWAY_ENVIRONMENT",
  "RAILWAY_ENVIRONMENT_NAME",
  "RENDER",
  "VERCEL",
  "WEBSITE_SITE_NAME",
  "WORKERS_CI",
]

/**
 * Starts the embedded database.
 * @param {(line: string) => void} log
 * @returns {Promise<import("./postgres.mjs").Embedded>}
 * @throws {Error} where the app is deployed or built for production
 */
export async function openEmbedded(log) {
  const sign =
    process.env.NODE_ENV === "production" ? "NODE_ENV=production" : hosts.find((name) => setting(name))
  if (sign)
    throw new Error(
      `DATABASE_URL is not set, and ${sign} says that this is no development. ${missingDatabaseFix(process.env)}`,
    )
  // Imported on use: a production image has no development dependencies and so no embedded server.
  const { startPostgres } = await import("./postgres.mjs")
  return startPostgres({ directory: databaseDirectory, log })
}
