import type { Metadata } from "next"
import { deviceName } from "@/app/dashboard/device-name"
import { endAll, endOne, endOthers } from "@/app/dashboard/sessions/actions"
import { DashboardPage } from "@/components/dashboard-page"
import { Badge } from "@/components/ui/badge"
import { Refused } from "@/app/refused"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { Time } from "@/components/ui/time"
import { providers, requireUser } from "@/lib/auth"
import { type OpenSession, openSessions } from "@/lib/users/sessions"
import { messages } from "@/messages/en"

const texts = messages.sessions

export const metadata: Metadata = { title: texts.title }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SessionsPage({ searchParams }: Props) {
  const session = await requireUser({ returnTo: "/dashboard/sessions" })
  const all = await openSessions(session)
  const others = all.filter(({ id }) => id !== session.id)
  return (
    <DashboardPage current="sessions" title={texts.title} lead={texts.lead}>
      <Refused query={await searchParams} />
      <Card id="here" title={texts.here}>
        <ul>
          {all
            .filter(({ id }) => id === session.id)
            .map((one) => (
              <Device key={one.id} session={one} isThis />
            ))}
        </ul>
      </Card>
      <Card id="elsewhere" title={texts.elsewhere}>
        {others.length === 0 ? (
          <p className="mt-3 text-muted">{texts.nowhereElse}</p>
        ) : (
          <ul className="mt-1 divide-y divide-line">
            {others.map((one) => (
              <Device key={one.id} session={one} />
            ))}
          </ul>
        )}
      </Card>
      <div className="flex flex-wrap gap-3">
        {others.length > 0 && (
          <form action={endOthers}>
            <Button type="submit" tone="secondary">
              {texts.endOthers}
            </Button>
          </form>
        )}
        <form action={endAll}>
          <Button type="submit" tone="secondary">
            {texts.endAll}
          </Button>
        </form>
      </div>
    </DashboardPage>
  )
}

function Device({ session, isThis = false }: { session: OpenSession; isThis?: boolean }) {
  const device = deviceName(session.userAgent)
  const provider = providers().find(({ id }) => id === session.provider)?.name ?? session.provider
  return (
    <li className="grid gap-x-6 gap-y-3 py-5 last:pb-0 sm:grid-cols-[minmax(0,2fr)_repeat(2,minmax(0,1fr))_auto] sm:items-center">
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
          {device} {isThis && <Badge tone="good">{texts.thisOne}</Badge>}
        </h3>
        <p className="text-sm wrap-anywhere text-muted">
          {[provider && texts.with(provider), session.address && texts.from(session.address)]
            .filter(Boolean)
            .join(", ")}
        </p>
      </div>
      <p className="text-sm">
        <span className="block text-muted">{texts.since}</span>
        <Time date={session.createdAt} />
      </p>
      <p className="text-sm">
        <span className="block text-muted">{texts.lastSeen}</span>
        <Time date={session.lastSeen} />
      </p>
      {!isThis && (
        <form action={endOne} className="sm:text-end">
          <input type="hidden" name="session" value={session.id} />
          <Button type="submit" tone="secondary" aria-label={texts.endOne(device)}>
            {texts.end}
          </Button>
        </form>
      )}
    </li>
  )
}
