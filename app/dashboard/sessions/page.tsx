import type { Metadata } from "next"
import { DashboardPage } from "@/app/dashboard/dashboard-page"
import { deviceName } from "@/app/dashboard/names"
import { endAll, endOne, endOthers } from "@/app/dashboard/sessions/actions"
import { ErrorNotice } from "@/components/error-notice"
import { SuccessNotice } from "@/components/success-notice"
import { Badge } from "@/components/ui/badge"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { Empty } from "@/components/ui/empty"
import { Detail, Row, Rows } from "@/components/ui/rows"
import { Time } from "@/components/ui/time"
import { providerName, requireUser } from "@/lib/auth"
import { openSessions, type OpenSession } from "@/lib/users/sessions"
import { messages } from "@/messages"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).sessions.title }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SessionsPage({ searchParams }: Props) {
  const { sessions: texts } = await messages()
  const session = await requireUser({ returnTo: "/dashboard/sessions" })
  const all = await openSessions(session)
  const others = all.filter(({ id }) => id !== session.id)
  const query = await searchParams
  return (
    <DashboardPage current="sessions" title={texts.title} lead={texts.lead}>
      <ErrorNotice query={query} />
      <SuccessNotice query={query} />
      <Card id="here" title={texts.here}>
        <Rows>
          {all
            .filter(({ id }) => id === session.id)
            .map((one) => (
              <Device key={one.id} session={one} isThis />
            ))}
        </Rows>
      </Card>
      <Card id="elsewhere" title={texts.elsewhere}>
        {others.length === 0 ? (
          <Empty>{texts.nowhereElse}</Empty>
        ) : (
          <Rows>
            {others.map((one) => (
              <Device key={one.id} session={one} />
            ))}
          </Rows>
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

async function Device({ session, isThis = false }: { session: OpenSession; isThis?: boolean }) {
  const { sessions: texts } = await messages()
  const device = await deviceName(session.userAgent)
  const provider = session.provider && (await providerName(session.provider))
  return (
    <Row
      name={
        <>
          <h3 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
            {device} {isThis && <Badge tone="good">{texts.thisOne}</Badge>}
          </h3>
          <p className="text-sm wrap-anywhere text-muted">
            {[provider && texts.with(provider), session.address && texts.from(session.address)]
              .filter(Boolean)
              .join(", ")}
          </p>
        </>
      }
      action={
        !isThis && (
          <form action={endOne}>
            <input type="hidden" name="session" value={session.id} />
            <Button type="submit" tone="secondary" aria-label={texts.endOne(device)}>
              {texts.end}
            </Button>
          </form>
        )
      }
    >
      <Detail name={texts.since}>
        <Time date={session.createdAt} />
      </Detail>
      <Detail name={texts.lastSeen}>
        <Time date={session.lastSeen} />
      </Detail>
    </Row>
  )
}
