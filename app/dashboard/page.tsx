import type { Metadata } from "next"
import { Suspense } from "react"
import { DashboardNav } from "@/app/dashboard/dashboard-page"
import { deviceName } from "@/app/dashboard/names"
import { NextSteps } from "@/app/dashboard/next-steps"
import { Repositories } from "@/app/dashboard/repositories"
import { Avatar } from "@/components/ui/avatar"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import { Fact, Facts } from "@/components/ui/facts"
import { Time } from "@/components/ui/time"
import { providerName, requireUser, type Session } from "@/lib/auth"
import { messages } from "@/messages"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).dashboard.title }
}

export default async function DashboardPage() {
  const { dashboard: texts } = await messages()
  const session = await requireUser({ returnTo: "/dashboard" })
  const { name, email, image } = session.user
  return (
    <>
      <DashboardNav current="overview" />
      <div className="flex flex-col gap-5 sm:flex-row sm:items-center sm:gap-6">
        <Avatar name={name ?? email} image={image} size="large" />
        <div className="min-w-0">
          <h1 className="line-clamp-3 font-serif text-4xl/tight font-bold tracking-tight wrap-anywhere">
            {name ? texts.greeting(name) : texts.greetingWithoutName}
          </h1>
          <p className="mt-1 text-muted">{texts.lead}</p>
        </div>
      </div>
      <div className="mt-8 grid gap-6 lg:grid-cols-2">
        <You user={session.user} />
        <ThisSession session={session} />
        <Suspense>
          <Repositories />
        </Suspense>
      </div>
      {process.env.NODE_ENV === "development" && <NextSteps />}
    </>
  )
}

async function You({ user }: { user: Session["user"] }) {
  const { dashboard: texts, menu } = await messages()
  return (
    <Card id="you" title={texts.you.title}>
      <Facts>
        <Fact name={texts.you.name}>{user.name ?? <Missing text={menu.noName} />}</Fact>
        <Fact name={texts.you.email}>
          {user.email ? (
            <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <span className="min-w-0">{user.email}</span>
              {user.emailVerified ? (
                <Badge tone="good">{texts.you.verified}</Badge>
              ) : (
                <Badge tone="attention">{texts.you.unverified}</Badge>
              )}
            </span>
          ) : (
            <Missing text={texts.you.noEmail} />
          )}
        </Fact>
        <Fact name={texts.you.role}>{texts.roles[user.role]}</Fact>
        <Fact name={texts.you.id}>
          <code className="font-mono text-sm">{user.id}</code>
        </Fact>
      </Facts>
    </Card>
  )
}

async function ThisSession({ session }: { session: Session }) {
  const { dashboard: texts } = await messages()
  return (
    <Card id="session" title={texts.session.title}>
      <Facts>
        <Fact name={texts.session.provider}>
          {session.provider ? (
            await providerName(session.provider)
          ) : (
            <Missing text={texts.session.unknownProvider} />
          )}
        </Fact>
        <Fact name={texts.session.since}>
          <Time date={session.createdAt} />
        </Fact>
        <Fact name={texts.session.device}>{deviceName(session.userAgent)}</Fact>
        <Fact name={texts.session.lastSeen}>
          <Time date={session.lastSeen} />
        </Fact>
        <Fact name={texts.session.expires}>
          <Time date={session.expires} />
        </Fact>
      </Facts>
    </Card>
  )
}

function Missing({ text }: { text: string }) {
  return <span className="text-muted">{text}</span>
}
