import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { ButtonLink } from "@/components/ui/button"
import { requireUser } from "@/lib/auth"
import { findConnection } from "@/lib/auth/connections"
import { messages } from "@/messages"
import { changeConnection } from "../../actions"
import { ConnectionForm } from "../../connection-form"
import { connectionFields } from "../../form-fields"
import { findKind } from "../../kind-name"
import { pathOf } from "../../paths"
import { Section } from "../../section"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).connections.edit.open }
}

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Needs a recent sign-in before the form is shown, so that none is needed when it is filled in. */
export default async function EditConnectionPage({ params, searchParams }: Props) {
  const { connections: texts } = await messages()
  const { id } = await params
  const returnTo = `${pathOf(id)}/edit`
  const { user } = await requireUser({ returnTo })
  const connection = await findConnection(user, id)
  const kind = connection && findKind(connection.kind)
  if (!connection || !kind) notFound()
  await requireUser({ returnTo, recent: true })
  const query = await searchParams
  return (
    <Section user={user} query={query} title={texts.edit.title(connection.name)} lead={texts.edit.lead}>
      <ConnectionForm
        action={changeConnection}
        fields={await connectionFields(kind, connection)}
        hidden={{ connection: id }}
        save={texts.edit.save}
      />
      <p>
        <ButtonLink tone="plain" href={pathOf(id)}>
          {texts.edit.back}
        </ButtonLink>
      </p>
    </Section>
  )
}
