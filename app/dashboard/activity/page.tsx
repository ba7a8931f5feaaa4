import type { Metadata } from "next"
import { DashboardPage } from "@/app/dashboard/dashboard-page"
import { deviceName } from "@/app/dashboard/names"
import { ButtonLink } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { Empty } from "@/components/ui/empty"
import { Time } from "@/components/ui/time"
import { isErrorCode, providerName, requireUser } from "@/lib/auth"
import { activity, type ActivityRow } from "@/lib/users/activity"
import { messages } from "@/messages"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).activity.title }
}

type Props = { searchParams: Promise<{ after?: string | string[] }> }

export default async function ActivityPage({ searchParams }: Props) {
  const { activity: texts } = await messages()
  const session = await requireUser({ returnTo: "/dashboard/activity" })
  const { after } = await searchParams
  const { rows, next } = await activity(session, typeof after === "string" ? after : undefined)
  return (
    <DashboardPage current="activity" title={texts.title} lead={texts.lead}>
      <Card id="activity" title={texts.list}>
        {rows.length === 0 ? (
          <Empty>{texts.nothing}</Empty>
        ) : (
          <ol className="mt-1 divide-y divide-line">
            {rows.map((row) => (
              <Entry key={row.id} row={row} />
            ))}
          </ol>
        )}
      </Card>
      {(after || next) && (
        <nav aria-label={texts.pages} className="flex flex-wrap justify-between gap-3">
          {after ? (
            <ButtonLink tone="secondary" href="/dashboard/activity">
              {texts.latest}
            </ButtonLink>
          ) : (
            <span />
          )}
          {next && (
            <ButtonLink tone="secondary" href={`/dashboard/activity?${new URLSearchParams({ after: next })}`}>
              {texts.older}
            </ButtonLink>
          )}
        </nav>
      )}
    </DashboardPage>
  )
}

async function Entry({ row }: { row: ActivityRow }) {
  const { activity: texts, errors, sessions } = await messages()
  const sentences: Record<string, (provider: string) => string> = texts.events
  const provider = row.provider ? await providerName(row.provider) : ""
  const device = row.userAgent && (await deviceName(row.userAgent))
  return (
    <li className="grid gap-x-6 gap-y-1 py-4 last:pb-0 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center">
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">{sentences[row.event]?.(provider) ?? row.event}</p>
        {row.error && isErrorCode(row.error) && <p className="text-sm text-clay">{errors[row.error]}</p>}
        <p className="text-sm wrap-anywhere text-muted">
          {[row.actor, device, row.address && sessions.from(row.address)].filter(Boolean).join(", ")}
        </p>
      </div>
      <p className="text-sm sm:text-end">
        <Time date={row.at} />
      </p>
    </li>
  )
}
