/** Shown before the others where they are enabled, in this order. */
const favourites = ["github", "google", "apple", "microsoft-entra-id", "facebook", "discord"]

type Named = { id: string; name: string }

/**
 * @param last the id of the provider that this browser used last; an unknown one changes nothing
 * @returns the last used one and the favourites, and the rest by name
 */
export function arrange<P extends Named>(providers: readonly P[], last?: string): { first: P[]; rest: P[] } {
  const isFirst = (id: string) => id === last || favourites.includes(id)
  const ids = new Set([last, ...favourites])
  return {
    first: [...ids].flatMap((id) => providers.filter((provider) => provider.id === id)),
    rest: providers.filter(({ id }) => !isFirst(id)).toSorted((a, b) => byName.compare(a.name, b.name)),
  }
}

const byName = new Intl.Collator("en")
