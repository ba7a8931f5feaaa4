// Chooses a language by the Accept-Language header (RFC 9110 section 12.5.4).

/**
 * @param header `Accept-Language` as the browser sent it
 * @param known the tags of the available languages, the preferred one first
 * @returns the known language that the visitor prefers; undefined if none was requested
 */
export function acceptedLanguage<Tag extends string>(header: string, known: readonly Tag[]): Tag | undefined {
  const ranges = header.split(",").map((part) => {
    const [range = "", weight = "1"] = part.toLowerCase().replaceAll(/\s/g, "").split(";q=")
    return { range, weight: Number(weight) }
  })
  const excluded = ranges.filter(({ weight }) => weight === 0).map(({ range }) => range)
  const offered = known.filter((tag) => !excluded.includes(tag.toLowerCase()))
  return ranges
    .filter(({ weight }) => weight > 0 && weight <= 1)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ range }) => (range === "*" ? offered[0] : lookUp(range, offered)))
    .find((tag) => tag !== undefined)
}

/** `de-AT` is served by `de`, and `pt` by `pt-BR` (RFC 4647, section 3.4, and one step further). */
function lookUp<Tag extends string>(range: string, known: readonly Tag[]): Tag | undefined {
  const parts = range.split("-", 3)
  const shorter = parts.map((_, index) => parts.slice(0, parts.length - index).join("-")).filter(Boolean)
  const startsWith = (start: string) => known.find((tag) => `${tag}-`.toLowerCase().startsWith(`${start}-`))
  return shorter.map(startsWith).find((tag) => tag !== undefined)
}
