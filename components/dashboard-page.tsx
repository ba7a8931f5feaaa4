import type { ReactNode } from "react"
import { messages } from "@/messages/en"

const texts = messages.dashboard.pages
const paths = {
  overview: "/dashboard",
  accounts: "/dashboard/accounts",
  sessions: "/dashboard/sessions",
  activity: "/dashboard/activity",
  settings: "/dashboard/settings",
} as const

export type DashboardPath = keyof typeof paths

/** The frame of a page behind sign-in: where else to go, one heading, and what the page is about. */
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

/** Scrolls sideways where a phone is too narrow for it. */
export function DashboardNav({ current }: { current: DashboardPath }) {
  return (
    <nav aria-label={texts.label} className="mb-8 overflow-x-auto border-b border-line">
      <ul className="flex sm:gap-1">
        {Object.entries(paths).map(([name, path]) => (
          <li key={name}>
            <a
              href={path}
              aria-current={name === current ? "page" : undefined}
              className="inline-flex min-h-11 items-center border-b-2 border-transparent px-1.5 text-sm whitespace-nowrap sm:px-3 sm:text-base text-muted hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
            >
              {texts.names[name as DashboardPath]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
