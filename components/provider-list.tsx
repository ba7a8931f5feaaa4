import type { ReactNode } from "react"
import { arrange } from "@/components/provider-order"
import { ProviderSearch } from "@/components/provider-search"
import { messages } from "@/messages"

const fewestToSearch = 10

type Listed = { id: string; name: string }

/** Providers in the order in which people look for them; from ten on with a field to search them. */
export async function ProviderList<P extends Listed>({
  providers,
  last,
  className,
  children,
}: {
  providers: readonly P[]
  /** The id of the one that this browser used last. */
  last?: string | undefined
  /** How a list lays out its items. */
  className: string
  /** One item. */
  children: (provider: P) => ReactNode
}) {
  const { search: texts } = (await messages()).signin
  const { first, rest } = arrange(providers, last)
  const listOf = (some: readonly P[]) =>
    some.length > 0 && (
      <ul className={className}>
        {some.map((provider) => (
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
  if (providers.length < fewestToSearch) return listOf([...first, ...rest])
  const hint = process.env.NODE_ENV === "development" && (
    <p className="mt-2 text-center text-sm text-muted">{texts.forDevelopers}</p>
  )
  return (
    <ProviderSearch texts={{ label: texts.label, found: texts.found, none: texts.none }} whenNone={hint}>
      {listOf(first)}
      {first.length > 0 && (
        <hr className="my-5 border-line group-data-searching:my-1 group-data-searching:border-transparent" />
      )}
      {listOf(rest)}
    </ProviderSearch>
  )
}
