// What the coordinator knows about its nodes and shards (Citus's documentation, "Citus Tables and Views").
import { exec } from "node:child_process"
import { promisify } from "node:util"
import { withClient } from "../../../scripts/database/client.mjs"

const execute = promisify(exec)

/**
 * The worker with the shard of each session.
 * @param {string} url
 * @param {string[]} tokens hashes, as stored
 * @returns {Promise<Map<string, number>>} node ids by token
 */
export async function nodesOf(url, tokens) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT token, n.nodeid FROM unnest($1::text[]) AS token
       JOIN pg_dist_placement p ON p.shardid = get_shard_id_for_distribution_column('"Session"', token)
       JOIN pg_dist_node n ON n.groupid = p.groupid AND n.noderole = 'primary'`,
      [tokens],
    )
    return new Map(rows.map(({ token, nodeid }) => [token, nodeid]))
  })
}

/**
 * The distributed tables, each with its type, column and number of shards.
 * @param {string} url
 * @returns {Promise<Record<string, string>>}
 */
export async function distributedTables(url) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT replace(table_name::text, '"', '') AS name, citus_table_type AS type, distribution_column AS column, shard_count AS shards
       FROM citus_tables`,
    )
    return Object.fromEntries(
      rows.map(({ name, type, column, shards }) => [
        name,
        type === "distributed" ? `${shards} shards by ${column}` : type,
      ]),
    )
  })
}

/** How many of Session's shards each worker has. @param {string} url @returns {Promise<string>} */
export async function shardsPerWorker(url) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT n.nodeid, count(s.shardid)::int AS shards
       FROM pg_dist_node n
       LEFT JOIN (pg_dist_placement p JOIN pg_dist_shard s ON s.shardid = p.shardid AND s.logicalrelid = '"Session"'::regclass)
         ON p.groupid = n.groupid
       WHERE n.noderole = 'primary' AND n.shouldhaveshards GROUP BY n.nodeid ORDER BY n.nodeid`,
    )
    return rows.map(({ shards }) => shards).join(" + ")
  })
}

/** Runs a command of the caller's shell, such as `pg_ctl stop`. @param {string} command */
export async function runCommand(command) {
  await execute(command, { timeout: 120_000 })
}
