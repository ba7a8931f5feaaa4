import type { ReactNode } from "react"
import { orderProviders } from "@/components/provider-order"
import { ProviderSearch } from "@/components/provider-search"
import { messages } from "@/messages"

const minToSearch = 10

type ListedProvider = { id: string; name: string }

/** Providers with the most used ones first. A list of ten or more has a search field. */
export async function ProviderList<P extends ListedProvider>({
  providers,
  last,
  className,
  children,
}: {
  providers: readonly P[]
  /** The id of the provider that this browser used last. */
  last?: string | undefined
  /** Classes of each list. */
  className: string
  /** Renders one item. */
  children: (provider: P) => ReactNode
}) {
  const { search: texts } = (await messages()).signin
  const { first, rest } = orderProviders(providers, last)
  const listOf = (items: readonly P[]) =>
    items.length > 0 && (
      <ul className={className}>
        {items.map((provider) => (
          <li
            key={provider.id}
            data-words={`${provider.name} ${provider.id}`.toLowerCase()}
            className="min-w-0"
          >
            {children(provider)}
          </li>
        ))}
      </ul>
    )
  if (providers.length < minToSearch) return listOf([...first, ...rest])
  const hint = process.env.NODE_ENV === "development" && (
    <p className="mt-2 text-center text-sm text-muted">{texts.forDevelopers}</p>
  )
  return (
    <ProviderSearch texts={{ label: texts.label, found: texts.found, none: texts.none }} emptyHint={hint}>
      {listOf(first)}
      {first.length > 0 && (
        <hr className="my-5 border-line group-data-searching:my-1 group-data-searching:border-transparent" />
      )}
      {listOf(rest)}
    </ProviderSearch>
  )
}
