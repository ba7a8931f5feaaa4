// Classifies failed queries by the error codes of the system, PostgreSQL and Prisma, and by messages of the driver.

/** Whether a query failed because the database is unavailable, not because it rejected the query. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { kind = "", originalCode = "", severity } = causeInPrisma(error)
  return (
    // The server refused or ended the connection. Poolers may send any code: Supabase's has XX000 for too many clients.
    severity === "FATAL" ||
    ("severity" in error && error.severity === "FATAL") ||
    driverOutage.test(codeOf(error)) ||
    driverMessages.test(error.message) ||
    lostNode.test(error.message) ||
    // Prisma's own errors, and driver errors that it wraps.
    error.name === "PrismaClientInitializationError" ||
    prismaOutage.test(codeOf(error)) ||
    adapterOutage.test(kind) ||
    driverOutage.test(originalCode)
  )
}

/**
 * Error codes of the system, of TLS and of PostgreSQL: connection exceptions, a replica that is not promoted yet, a rejected
 * role, a missing database, no connection, memory or disk left, a statement that took too long, shutting down and starting up.
 */
const driverOutage = new RegExp(
  [
    /^(ECONN\w+|E(HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)$/,
    /^((\w+_)?CERT_\w+|UNABLE_TO_\w+|\w+_SELF_SIGNED_CERT|ERR_(TLS|SSL)_\w+)$/,
    /^(08...|25006|28...|3D000|53...|57014|57P0[1-3])$/,
  ]
    .map(({ source }) => source)
    .join("|"),
)
const prismaOutage = /^(P10\d\d|P2024|P2028|P2037)$/
const adapterOutage =
  /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TlsConnectionError)$/
/** node-postgres has only messages, and no codes, for broken connections and timeouts. */
const driverMessages =
  /^(Connection terminated|Client .* is not queryable|Query read timeout|timeout exceeded when trying to connect|The server does not support SSL|There was an error establishing an SSL)/

/** Citus has no code for a broken connection between its nodes (XX000). Prisma's error contains the message. */
const lostNode =
  /\b(failure on connection marked as essential|terminating connection due to administrator command|server closed the connection unexpectedly)\b/

/**
 * Whether a connection broke while it was in use. Others open at once, unlike where the server cannot be reached or rejects them.
 * SQLSTATE: connection exceptions, and a server that ends its connections to shut down or after a crash.
 */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { kind = "", originalCode = "" } = causeInPrisma(error)
  return (
    [codeOf(error), originalCode].some((code) => lossCode.test(code)) ||
    kind === "ConnectionClosed" ||
    /^(Connection terminated|Client .* is not queryable)/.test(error.message) ||
    lostNode.test(error.message)
  )
}

const lossCode = /^(ECONNRESET|EPIPE|P1017|0800[036]|57P0[12])$/

/** Whether the database takes no writes at the moment: a replica, or a server that was set so. Such a failure is an outage too. */
export function isReadOnly(error: unknown): boolean {
  return error instanceof Error && [codeOf(error), causeInPrisma(error).originalCode].includes(readOnly)
}

const readOnly = "25006"

/**
 * Whether a value from outside caused the error: it cannot be stored, or is not of the column's type. SQLSTATE: too long, out of
 * range, no date, not UTF-8 (as with NUL), not of its type, a character that the encoding lacks, too long for an index.
 */
export function isInputError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return inputError.test(codeOf(error)) || inputError.test(causeInPrisma(error).originalCode ?? "")
}

const inputError = /^(22001|22003|22007|22008|22021|22P02|22P05|54000)$/

/** Whether a parallel transaction caused the error: a unique violation, a serialization failure or a deadlock. */
export function isTransactionConflict(error: unknown): boolean {
  return isUniqueViolation(error) || isSerializationFailure(error)
}

/** Whether PostgreSQL rolled a transaction back for a parallel one. Within Prisma's error of a raw query, too. */
export function isSerializationFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    /^(40001|40P01|P2034)$/.test(codeOf(error)) ||
    /^(40001|40P01)$/.test(causeInPrisma(error).originalCode ?? "")
  )
}

/** Whether a write would have broken a unique constraint. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return /^(23505|P2002)$/.test(codeOf(error)) || causeInPrisma(error).originalCode === "23505"
}

/** Whether the row that should have been changed does not exist. */
export function isMissingRow(error: unknown): boolean {
  return codeOf(error) === "P2025"
}

/** PostgreSQL's five characters for what went wrong (its documentation, "PostgreSQL Error Codes"); undefined without an answer of it. */
export function sqlState(error: unknown): string | undefined {
  const code = codeOf(error)
  return /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code) ? code : undefined
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : ""
}

/**
 * The driver's error within Prisma's. Prisma's own code of a raw query does not contain the cause, and an error of COMMIT is the
 * adapter's, which Prisma does not convert.
 */
function causeInPrisma(error: Error): { kind?: string; originalCode?: string; severity?: string } {
  if (error.name === "DriverAdapterError" && typeof error.cause === "object" && error.cause)
    return error.cause
  const { driverAdapterError } = ("meta" in error ? (error.meta ?? {}) : {}) as {
    driverAdapterError?: { cause?: object }
  }
  return driverAdapterError?.cause ?? {}
}
