import { expect, test } from "@playwright/test"
import {
  isConnectionLoss,
  isInputError,
  isOutage,
  isReadOnly,
  isTransactionConflict,
} from "./database-errors"

const coded = (code: string) => Object.assign(new Error(code), { code })

/** As Prisma's adapter throws it. */
const atCommit = (originalCode: string) =>
  Object.assign(new Error("at COMMIT", { cause: { kind: "postgres", originalCode } }), {
    name: "DriverAdapterError",
  })

/** As Citus reports them. */
const lostNodes = [
  "failure on connection marked as essential: 10.0.0.2:5432",
  "terminating connection due to administrator command",
].map((message) => Object.assign(new Error(message), { code: "XX000" }))

const outages = [
  ...["ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENOTFOUND", "ETIMEDOUT"].map(coded),
  ...["CERT_HAS_EXPIRED", "DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN"].map(coded),
  ...["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "ERR_TLS_CERT_ALTNAME_INVALID"].map(coded),
  ...["08006", "25006", "28P01", "3D000", "53100", "53300", "57014", "57P01", "57P03"].map(coded),
  // As Supabase's pooler and RDS Proxy refuse a connection.
  Object.assign(coded("XX000"), { severity: "FATAL" }),
  Object.assign(coded("P2039"), {
    meta: { driverAdapterError: { cause: { originalCode: "0A000", severity: "FATAL" } } },
  }),
  new Error("Connection terminated unexpectedly"),
  new Error("Query read timeout"),
  new Error("The server does not support SSL connections"),
  Object.assign(coded("P2010"), { meta: { driverAdapterError: { cause: { originalCode: "57P01" } } } }),
  coded("P1001"),
]

for (const error of outages)
  test(`${error.message} is an outage`, () => {
    expect(isOutage(error)).toBe(true)
  })

for (const error of [
  ...["23505", "42P01", "40P01", "P2002", "not_found"].map(coded),
  Object.assign(coded("XX000"), { severity: "ERROR" }),
  new Error("other"),
  "08006",
  null,
])
  test(`${String(error)} is not an outage`, () => {
    expect(isOutage(error)).toBe(false)
  })

test("a connection that broke is told from a server that cannot be reached", () => {
  const inPrisma = (cause: object) =>
    Object.assign(coded("P2010"), { meta: { driverAdapterError: { cause } } })
  const lost = [
    ...["ECONNRESET", "EPIPE", "08006", "57P01", "P1017"].map(coded),
    new Error("Connection terminated unexpectedly"),
    inPrisma({ originalCode: "57P01" }),
    inPrisma({ kind: "ConnectionClosed" }),
    atCommit("57P01"),
    ...lostNodes,
  ]
  for (const error of lost)
    expect([isConnectionLoss(error), isOutage(error)], String(error)).toEqual([true, true])
  for (const error of [
    ...["ECONNREFUSED", "28P01", "53300", "57P03", "40001"].map(coded),
    new Error("x"),
    null,
  ])
    expect(isConnectionLoss(error), String(error)).toBe(false)
})

test("a unique violation, a serialization failure and a deadlock are a transaction conflict", () => {
  const raw = Object.assign(coded("P2010"), {
    meta: { driverAdapterError: { cause: { originalCode: "40001" } } },
  })
  expect(isTransactionConflict(raw)).toBe(true)
  for (const originalCode of ["40001", "40P01", "23505"])
    expect(isTransactionConflict(atCommit(originalCode)), originalCode).toBe(true)
  for (const code of ["23505", "40001", "40P01", "P2002", "P2034"])
    expect(isTransactionConflict(coded(code))).toBe(true)
  for (const code of ["23503", "P2003", "P2025", "account_not_linked"])
    expect(isTransactionConflict(coded(code))).toBe(false)
})

test("a value that PostgreSQL cannot store is an input error, from the driver and through Prisma", () => {
  const inPrisma = (originalCode: string) =>
    Object.assign(coded("P2039"), { meta: { driverAdapterError: { cause: { originalCode } } } })
  for (const code of ["22021", "54000", "22001", "22P02"])
    expect([coded(code), inPrisma(code)].map(isInputError), code).toEqual([true, true])
  for (const error of [coded("23505"), inPrisma("42703"), coded("22012"), new Error("22021"), "22021", null])
    expect(isInputError(error)).toBe(false)
})

test("a write to a read-only database is recognized, from the driver and through Prisma", () => {
  const inPrisma = (originalCode: string) =>
    Object.assign(coded("P2039"), { meta: { driverAdapterError: { cause: { originalCode } } } })
  expect([coded("25006"), inPrisma("25006")].map(isReadOnly)).toEqual([true, true])
  for (const error of [coded("08006"), inPrisma("57P01"), new Error("25006"), "25006", null])
    expect(isReadOnly(error)).toBe(false)
})
