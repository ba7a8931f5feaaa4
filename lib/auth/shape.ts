// Checks values whose shape cannot be trusted: sealed ones of another version of the app, and responses of providers.

export type Check<T> = (value: unknown) => value is T

/** Whether a value is a JSON object: neither null nor a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

export const text: Check<string> = (value) => typeof value === "string"

export const integer: Check<number> = (value): value is number => Number.isSafeInteger(value)

export function literal<const T extends string>(...values: readonly T[]): Check<T> {
  return (value): value is T => values.some((allowed) => allowed === value)
}

export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || check(value)
}

export function listOf<T>(check: Check<T>): Check<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.every(check)
}

/** @param fields a check for each field; further fields are ignored */
export function record<T extends object>(fields: { [Field in keyof T]-?: Check<T[Field]> }): Check<T> {
  const checks = Object.entries(fields) as [string, Check<unknown>][]
  return (value): value is T => isRecord(value) && checks.every(([name, check]) => check(value[name]))
}

/**
 * Whether the database stores and finds a text from outside exactly as it came: no NUL, which PostgreSQL rejects, no unpaired
 * surrogate, which UTF-8 replaces, and not longer than an index allows.
 */
export function isExactText(value: unknown, maxLength: number): value is string {
  return (
    typeof value === "string" &&
    value !== "" &&
    value.length <= maxLength &&
    !value.includes("\0") &&
    value.isWellFormed()
  )
}

/** The id of an account. */
export const maxIdLength = 255

/** The id of a provider's session. At most 1.5 kB in UTF-8: an entry of PostgreSQL's index holds 2.7 kB. */
export const maxSidLength = 512
