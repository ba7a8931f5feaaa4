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
