// Fills the placeholders `{name}` in a provider's data.

/** Fields whose braces are not placeholders. */
const verbatim = new Set(["graphql"])

/**
 * Fills every text of `data`. Placeholders without a value are left for a later step.
 *
 * @param values an own property for each placeholder
 */
export function fill<T>(data: T, values: Readonly<Record<string, string>>): T {
  return fillAny(data, values) as T
}

function fillAny(data: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof data === "string") return fillText(data, values)
  if (Array.isArray(data)) return data.map((entry: unknown) => fillAny(entry, values))
  if (typeof data !== "object" || data === null) return data
  return Object.fromEntries(
    Object.entries(data).map(([name, entry]: [string, unknown]) => [
      name,
      verbatim.has(name) ? entry : fillAny(entry, values),
    ]),
  )
}

/** An issuer may end with a slash, and an address must not have two. */
function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}(\/?)/g, (placeholder, name: string, slash: string) => {
    if (!Object.hasOwn(values, name)) return placeholder
    const value = values[name] ?? ""
    return slash ? value.replace(/\/$/, "") + slash : value
  })
}
