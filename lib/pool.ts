// One connection pool per process, for raw SQL and for Prisma.
import "server-only"
import { Client, Pool, type ClientBase, type ClientConfig } from "pg"
import { readDatabaseUrl, sessionSettings, type DatabaseAddress } from "./database-url.mjs"
import { setting } from "./env"

/** Knows the time zone that the server reports when the connection opens. */
class ReportingClient extends Client {
  isUtc = false

  constructor(config?: ClientConfig) {
    super(config)
    this.connection.on("parameterStatus", ({ parameterName, parameterValue }) => {
      if (parameterName === "TimeZone") this.isUtc = /^(Etc\/)?(UTC|GMT)$/i.test(parameterValue)
    })
  }
}

const store = globalThis as { porticoPool?: Pool }

/** A build has no DATABASE_URL. The check at start reports one that cannot be read. */
const address = readAddress()

/** Where the tables are; undefined for the server's default. */
export const schema = address?.schema

/** The first query opens a connection, so a build needs no database. */
export const pool = (store.porticoPool ??= openPool())

/** Whether the server keeps the plans of statements. Some poolers in transaction mode do not keep named statements. */
export function preparesStatements(): boolean {
  return setting("DATABASE_PREPARE") !== "off" && address?.prepares !== false
}

function readAddress(): DatabaseAddress | undefined {
  try {
    return readDatabaseUrl(setting("DATABASE_URL") ?? "")
  } catch {
    return undefined
  }
}

function openPool(): Pool {
  const opened = new Pool({
    connectionString: address?.url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    // A server that vanished without closing its connections would else be waited for without end.
    query_timeout: 10_000,
    ...address?.limits,
    Client: ReportingClient,
    onConnect: prepareConnection,
  })
  // An idle connection that breaks would end the process; the next query opens another.
  return opened.on("error", ignore)
}

/** Costs a round trip only where the server's settings differ, and does not bind RDS Proxy's connection where they do not. */
async function prepareConnection(client: ClientBase): Promise<void> {
  const isUtc = client instanceof ReportingClient && client.isUtc
  const text = sessionSettings({ schema, isUtc })
  if (text) await client.query(text)
}

function ignore(): void {}
