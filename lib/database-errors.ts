// What a failed query means, by the codes and words of system, server, driver and Prisma.

/** Whether a query failed because the database could not be asked, as opposed to having refused it. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { kind = "", originalCode = "" } = causeInPrisma(error)
  return (
    driverOutage.test(codeOf(error)) ||
    // A connection that breaks, and a wait that ends, have but the driver's own sentences.
    silence.test(error.message) ||
    // Prisma's own words, and what it says of the driver's.
    error.name === "PrismaClientInitializationError" ||
    prismaOutage.test(codeOf(error)) ||
    adapterOutage.test(kind) ||
    driverOutage.test(originalCode)
  )
}

/**
 * The system's codes, those of TLS, and the server's: connection exceptions, a replica that is not promoted yet, a refused
 * role, a missing database, too many connections, shutting down or starting up.
 */
const driverOutage = new RegExp(
  [
    /^(ECONN\w+|E(HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)$/,
    /^((\w+_)?CERT_\w+|UNABLE_TO_\w+|\w+_SELF_SIGNED_CERT|ERR_(TLS|SSL)_\w+)$/,
    /^(08...|25006|28...|3D000|53300|57P0[1-3])$/,
  ]
    .map(({ source }) => source)
    .join("|"),
)
const prismaOutage = /^(P10\d\d|P2024|P2028|P2037)$/
const adapterOutage =
  /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TlsConnectionError)$/
const silence =
  /^(Connection terminated|Client .* is not queryable|Query read timeout|timeout exceeded when trying to connect|The server does not support SSL|There was an error establishing an SSL)/

/** Whether a parallel transaction was first: a unique value is taken, a serialization failure, a deadlock. */
export function isLostRace(error: unknown): boolean {
  return /^(23505|40001|40P01|P2002|P2034)$/.test(codeOf(error))
}

/** Whether a write would have broken a unique constraint. */
export function isUniqueViolation(error: unknown): boolean {
  return /^(23505|P2002)$/.test(codeOf(error))
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : ""
}

/** What Prisma's driver adapter says of a failed query; Prisma's own code for a raw one says nothing. */
function causeInPrisma(error: Error): { kind?: string; originalCode?: string } {
  const { driverAdapterError } = ("meta" in error ? (error.meta ?? {}) : {}) as {
    driverAdapterError?: { cause?: object }
  }
  return driverAdapterError?.cause ?? {}
}
