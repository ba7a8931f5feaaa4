import { withBasePath } from "@/lib/base-path.mjs"

export type Tab = { href: string; text: string; isCurrent: boolean }

/** Links to the pages of a section. They wrap onto a second line on narrow screens. `label` names the landmark. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="mb-8 border-b border-line max-sm:pb-2 sm:mb-10">
      <ul className="-mb-px flex flex-wrap sm:gap-1">
        {tabs.map(({ href, text, isCurrent }) => (
          <li key={href}>
            <a
              href={withBasePath(href)}
              aria-current={isCurrent ? "page" : undefined}
              className="inline-flex min-h-11 items-center border-b-2 border-transparent px-3 whitespace-nowrap text-muted hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink max-sm:rounded-control max-sm:border-0 max-sm:px-2 max-sm:text-sm max-sm:aria-[current]:bg-sunken"
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
