import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { ErrorNotice } from "@/components/error-notice"
import { SuccessNotice } from "@/components/success-notice"
import { Card } from "@/components/ui/card"
import { requireUser } from "@/lib/auth"
import { messages } from "@/messages"
import { mayAdd } from "../access"
import { addConnection } from "../actions"
import { connectionFields } from "../form-fields"
import { formTexts } from "../form-texts"
import { KeptForm } from "../kept-form"
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
    <Section user={user} title={texts.add.form(await kindName(kind))} lead={texts.add.formLead}>
      <ErrorNotice query={query} />
      <SuccessNotice query={query} />
      <Card id="form" title={texts.settings.title}>
        <div className="mt-5 max-w-2xl">
          <KeptForm
            action={addConnection}
            fields={await connectionFields(kind)}
            hidden={{ kind: id }}
            buttons={[
              { intent: "save", text: texts.add.save, waiting: texts.form.waiting },
              { intent: "test", text: texts.form.test, waiting: texts.form.waiting, tone: "secondary" },
            ]}
            texts={await formTexts()}
          />
        </div>
      </Card>
    </Section>
  )
}
