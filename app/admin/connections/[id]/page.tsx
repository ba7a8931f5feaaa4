import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { Badge } from "@/components/ui/badge"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { requireUser } from "@/lib/auth"
import { findConnection, type Connection } from "@/lib/auth/connections"
import { messages } from "@/messages"
import { setEnabled } from "../actions"
import { pathOf } from "../paths"
import { Section } from "../section"
import { Activity } from "./activity"
import { Callback } from "./callback"
import { Checks } from "./checks"
import { Delete } from "./delete"
import { Domains } from "./domains"
import { Settings } from "./settings"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).connections.title }
}

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ConnectionPage({ params, searchParams }: Props) {
  const { connections: texts } = await messages()
  const { id } = await params
  const { user } = await requireUser({ returnTo: pathOf(id) })
  const connection = await findConnection(user, id)
  if (!connection) notFound()
  const query = await searchParams
  const { enabled, onlyWay } = connection
  return (
    <Section
      user={user}
      query={query}
      title={connection.name}
      lead={
        <span className="mt-2 flex flex-wrap gap-2">
          <Badge tone={enabled ? "good" : "neutral"}>{enabled ? texts.on : texts.off}</Badge>
          {onlyWay && <Badge>{texts.onlyWay}</Badge>}
        </span>
      }
    >
      <Callback connection={connection} />
      <Checks connection={connection} />
      <Domains connection={connection} />
      <Use connection={connection} />
      <Settings connection={connection} />
      <Activity actor={user} connection={connection} />
      <Delete actor={user} connection={connection} />
    </Section>
  )
}

async function Use({ connection: { id, enabled } }: { connection: Connection }) {
  const { use: texts } = (await messages()).connections
  return (
    <Card id="use" title={texts.title} lead={enabled ? texts.leadOn : texts.leadOff}>
      <form action={setEnabled}>
        <input type="hidden" name="connection" value={id} />
        <input type="hidden" name="enabled" value={enabled ? "" : "on"} />
        <Button type="submit" tone={enabled ? "danger" : "primary"}>
          {enabled ? texts.turnOff : texts.turnOn}
        </Button>
      </form>
    </Card>
  )
}
