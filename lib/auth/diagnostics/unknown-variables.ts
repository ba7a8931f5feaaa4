// The names of variables that mean something here, and the nearest one to a name that does not.
import { existsSync, readFileSync } from "node:fs"
import * as catalogue from "../providers"
import { namesFor, variablesFor } from "./provider-variables"

/**
 * The AUTH_ variables that are set and that nobody reads, each with the name that was probably meant. What is known is
 * what `.env.example` lists and what the providers declare.
 */
export function unknownNames(set: readonly string[]): Map<string, string> {
  const documented = documentedNames()
  const providers = Object.values(catalogue)
  const known = new Set([...documented, ...providers.flatMap(namesFor)])
  const unknown = set.filter((name) => /^(NEXT)?AUTH_/.test(name) && !known.has(name))
  if (unknown.length === 0 || documented.length === 0) return new Map()
  const usual = [...documented, ...providers.flatMap(variablesFor).map(({ name }) => name)]
  return new Map(unknown.map((name) => [name, nearest(name, usual)]))
}

/** None where the owner has deleted the file: then nothing can be said of a name. */
function documentedNames(): string[] {
  const text = existsSync(".env.example") ? readFileSync(".env.example", "utf8") : ""
  return [...text.matchAll(/^(AUTH_\w+)=/gm)].map(([, name = ""]) => name)
}

function nearest(name: string, known: readonly string[]): string {
  return known.reduce((best, other) => (distance(name, other) < distance(name, best) ? other : best))
}

/** How many letters must be added, taken away or exchanged (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [above, letter] of one.split("").entries()) {
    const next = [above + 1]
    for (const [before, theirs] of other.split("").entries())
      next.push(
        Math.min(
          (row[before] ?? 0) + (letter === theirs ? 0 : 1),
          (row[before + 1] ?? 0) + 1,
          (next[before] ?? 0) + 1,
        ),
      )
    row = next
  }
  return row.at(-1) ?? 0
}
