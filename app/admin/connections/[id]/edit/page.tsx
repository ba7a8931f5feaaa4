import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { ErrorNotice } from "@/components/error-notice"
import { SuccessNotice } from "@/components/success-notice"
import { ButtonLink } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { requireUser } from "@/lib/auth"
import { findConnection } from "@/lib/auth/connections"
import { messages } from "@/messages"
import { changeConnection } from "../../actions"
import { connectionFields } from "../../form-fields"
import { formTexts } from "../../form-texts"
import { KeptForm } from "../../kept-form"
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
    <Section user={user} title={texts.edit.title(connection.name)} lead={texts.edit.lead}>
      <ErrorNotice query={query} />
      <SuccessNotice query={query} />
      <Card id="form" title={texts.settings.title}>
        <div className="mt-5 max-w-2xl">
          <KeptForm
            action={changeConnection}
            fields={await connectionFields(kind, connection)}
            hidden={{ connection: id }}
            buttons={[
              { intent: "save", text: texts.edit.save, waiting: texts.form.waiting },
              { intent: "test", text: texts.form.test, waiting: texts.form.waiting, tone: "secondary" },
            ]}
            texts={await formTexts()}
          />
        </div>
      </Card>
      <p>
        <ButtonLink tone="plain" href={pathOf(id)}>
          {texts.edit.back}
        </ButtonLink>
      </p>
    </Section>
  )
}
