import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { requireUser } from "@/lib/auth"
import { messages } from "@/messages"
import { mayAdd } from "../access"
import { addConnection } from "../actions"
import { ConnectionForm } from "../connection-form"
import { connectionFields } from "../form-fields"
import { findKind, kindName } from "../kind-name"
import { connectionsPath } from "../paths"
import { Section } from "../section"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).connections.add.title }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Needs a recent sign-in before the form is shown, so that none is needed when it is filled in. */
export default async function NewConnectionPage({ searchParams }: Props) {
  const { connections: texts } = await messages()
  const query = await searchParams
  const id = typeof query.kind === "string" ? query.kind : ""
  const returnTo = `${connectionsPath}/new?${new URLSearchParams({ kind: id })}`
  const { user } = await requireUser({ returnTo })
  const kind = findKind(id)
  if (!mayAdd(user) || !kind) notFound()
  await requireUser({ returnTo, recent: true })
  return (
    <Section user={user} query={query} title={texts.add.form(await kindName(kind))} lead={texts.add.formLead}>
      <ConnectionForm
        action={addConnection}
        fields={await connectionFields(kind)}
        hidden={{ kind: id }}
        save={texts.add.save}
      />
    </Section>
  )
}
