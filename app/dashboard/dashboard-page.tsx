import type { ReactNode } from "react"
import { messages } from "@/messages"

const paths = {
  overview: "/dashboard",
  notes: "/dashboard/notes",
  accounts: "/dashboard/accounts",
  sessions: "/dashboard/sessions",
  activity: "/dashboard/activity",
  settings: "/dashboard/settings",
} as const

export type DashboardPath = keyof typeof paths

/** The layout of a dashboard page: navigation, heading and lead. */
export function DashboardPage({
  current,
  title,
  lead,
  children,
}: {
  current: DashboardPath
  title: string
  lead: string
  children: ReactNode
}) {
  return (
    <>
      <DashboardNav current={current} />
      <h1 className="font-serif text-4xl/tight font-bold tracking-tight wrap-anywhere">{title}</h1>
      <p className="mt-1 max-w-prose text-muted">{lead}</p>
      <div className="mt-8 grid gap-6">{children}</div>
    </>
  )
}

/** The tabs of the dashboard. They wrap onto a second line on narrow screens. */
export async function DashboardNav({ current }: { current: DashboardPath }) {
  const texts = (await messages()).dashboard.pages
  return (
    <nav aria-label={texts.label} className="mb-8 border-b border-line max-sm:pb-2 sm:mb-10">
      <ul className="-mb-px flex flex-wrap sm:gap-1">
        {Object.entries(paths).map(([name, path]) => (
          <li key={name}>
            <a
              href={path}
              aria-current={name === current ? "page" : undefined}
              className="inline-flex min-h-11 items-center border-b-2 border-transparent px-3 whitespace-nowrap text-muted hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink max-sm:rounded-control max-sm:border-0 max-sm:px-2 max-sm:text-sm max-sm:aria-[current]:bg-sunken"
            >
              {texts.names[name as DashboardPath]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
