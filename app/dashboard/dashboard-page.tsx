import type { ReactNode } from "react"
import { Tabs } from "@/components/ui/tabs"
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

/** The tabs of the dashboard. */
export async function DashboardNav({ current }: { current: DashboardPath }) {
  const texts = (await messages()).dashboard.pages
  const tabs = Object.entries(paths).map(([name, href]) => ({
    href,
    text: texts.names[name as DashboardPath],
    isCurrent: name === current,
  }))
  return <Tabs label={texts.label} tabs={tabs} />
}
