// One migration in place of the starter's: a new app has no database that needs them one by one.
import { createTables } from "./tables.mjs"

/** @typedef {import("./checkout.mjs").Checkout} Checkout */

const folder = "prisma/migrations"

/** The starter's own, oldest first. The owner's are never replaced: they may hold data changes and SQL of their own. */
const starters = [
  "20261122000000_init",
  "20261123000000_rate_limits",
  "20261123020000_own_your_data",
  "20261124000000_provider_sid",
  "20261129084000_authentication_time",
  "20261129120000_notes",
  "20261129140000_account_issuer",
  "20261129143000_administration",
  "20261129150000_given_address",
  "20261129153000_logout_hint",
  "20261129161500_connections",
  "20261129162000_step_up",
  "20261129162700_connection_activity",
  "20261129163000_device_authorization",
  "20261129164000_extended_tokens",
  "20261129165000_session_account",
]

/**
 * Whether the checkout has no migration of its owner.
 * @param {Checkout} checkout
 */
export function hasOnlyStarters(checkout) {
  return migrationsOf(checkout).every((file) =>
    starters.some((name) => file.startsWith(`${folder}/${name}/`)),
  )
}

/** @param {Checkout} checkout */
function migrationsOf(checkout) {
  return checkout.files.filter((file) => file.startsWith(`${folder}/`) && file.endsWith(".sql")).sort()
}

/**
 * @param {Checkout} checkout
 * @param {{ connections: boolean }} keep
 */
export async function squashMigrations(checkout, keep) {
  const files = migrationsOf(checkout)
  // The name of the first one stays, so that a database from before, such as that of `npm run dev`, is not migrated again.
  const target = `${folder}/${starters[0]}/migration.sql`
  const texts = await Promise.all(files.map((file) => checkout.read(file)))
  const tables = await createTables(await checkout.read("prisma/schema.prisma"))
  checkout.remove(files.filter((file) => file !== target))
  checkout.write(target, withHandwritten(tables, texts, keep))
}

/**
 * Adds what Prisma's schema cannot say, as the starter's migrations have it: partial indexes and unlogged tables.
 * @param {string} tables
 * @param {readonly string[]} migrations
 * @param {{ connections: boolean }} keep whether connections stay, whose page has an index of the activity log
 */
export function withHandwritten(tables, migrations, keep) {
  const all = migrations.join("\n")
  const unlogged = [...all.matchAll(/CREATE UNLOGGED TABLE ("\w+")/g)].map(([, name = ""]) => name)
  const indexes = [
    ...all.matchAll(/(?:^--.*\n)*CREATE (?:UNIQUE )?INDEX [^;]*? ON ("\w+")[^;]*? WHERE [^;]*;/gm),
  ]
    .filter(([, table]) => tables.includes(`CREATE TABLE ${table} (`))
    .map(([sql]) => sql.replace(/ \(lib\/[^)]*\)/, ""))
    .filter((sql) => keep.connections || !sql.includes("Activity_connection_idx"))
  const created = unlogged.reduce(
    (sql, name) => sql.replace(`CREATE TABLE ${name} (`, `CREATE UNLOGGED TABLE ${name} (`),
    tables,
  )
  return `${[created.trimEnd(), ...indexes].join("\n\n")}\n`
}
