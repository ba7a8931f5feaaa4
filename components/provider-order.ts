/** Shown before the other enabled providers, in this order. */
const favourites = ["github", "google", "apple", "microsoft-entra-id", "facebook", "discord"]

type Named = { id: string; name: string }

/**
 * Splits providers into those shown first and the rest.
 *
 * @param last the id of the provider that this browser used last; an unknown id has no effect
 * @returns first: the last used provider, then the favourites; rest: the others by name
 */
export function orderProviders<P extends Named>(
  providers: readonly P[],
  last?: string,
): { first: P[]; rest: P[] } {
  const isFirst = (id: string) => id === last || favourites.includes(id)
  const ids = new Set([last, ...favourites])
  return {
    first: [...ids].flatMap((id) => providers.filter((provider) => provider.id === id)),
    rest: providers.filter(({ id }) => !isFirst(id)).toSorted((a, b) => byName.compare(a.name, b.name)),
  }
}

const byName = new Intl.Collator("en")
