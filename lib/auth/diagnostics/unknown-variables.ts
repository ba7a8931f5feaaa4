// Finds variables that no code reads, and the name that was probably meant.
import { existsSync, readFileSync } from "node:fs"
import { allProviders } from "../all-providers"
import { registrationNames, variable } from "../client-registration"
import { namesFor } from "../client-variables"
import { variablesFor } from "./provider-variables"

/**
 * The AUTH_ variables that are set but not read, each with the name that was probably meant. Known names are those in
 * `.env.example` and those that the providers declare.
 */
export function unknownNames(set: readonly string[]): Map<string, string> {
  const documented = documentedNames()
  const providers = allProviders()
  const known = new Set([...documented, ...providers.flatMap(namesFor)])
  const unknown = set.filter((name) => /^(NEXT)?AUTH_/.test(name) && !known.has(name))
  if (unknown.length === 0 || documented.length === 0) return new Map()
  const registration = providers.flatMap((provider) =>
    registrationNames(provider).map((name) => variable(provider.id, name)),
  )
  const shown = providers.flatMap(variablesFor).map(({ name }) => name)
  const usual = [...documented, ...shown, ...registration]
  return new Map(unknown.map((name) => [name, nearest(name, usual)]))
}

/** Empty if the owner has deleted the file. Unknown names are then not reported. */
function documentedNames(): string[] {
  const text = existsSync(".env.example") ? readFileSync(".env.example", "utf8") : ""
  return [...text.matchAll(/^(AUTH_\w+)=/gm)].map(([, name = ""]) => name)
}

function nearest(name: string, known: readonly string[]): string {
  return known.reduce((best, other) => (distance(name, other) < distance(name, best) ? other : best))
}

/** The Levenshtein distance: how many letters must be added, removed or replaced. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [above, letter] of one.split("").entries()) {
    const next = [above + 1]
    for (const [before, otherLetter] of other.split("").entries())
      next.push(
        Math.min(
          (row[before] ?? 0) + (letter === otherLetter ? 0 : 1),
          (row[before + 1] ?? 0) + 1,
          (next[before] ?? 0) + 1,
        ),
      )
    row = next
  }
  return row.at(-1) ?? 0
}
