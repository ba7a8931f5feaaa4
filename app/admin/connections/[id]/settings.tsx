import { ButtonLink } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { Fact, Facts } from "@/components/ui/facts"
import type { Connection } from "@/lib/auth/connections"
import { messages } from "@/messages"
import { findKind, kindName } from "../kind-name"
import { pathOf } from "../paths"

/** The stored values. Of the credentials it says only whether there are any. */
export async function Settings({ connection }: { connection: Connection }) {
  const { settings: texts, form, edit } = (await messages()).connections
  const labels = new Map(Object.entries(form.settings))
  const kind = findKind(connection.kind)
  const { clientId, scope, hasCredentials } = connection
  return (
    <Card id="settings" title={texts.title}>
      <Facts>
        <Fact name={texts.kind}>{kind ? await kindName(kind) : connection.kind}</Fact>
        {Object.entries(connection.settings).map(([name, value]) => (
          <Fact key={name} name={labels.get(name) ?? name}>
            {value}
          </Fact>
        ))}
        <Fact name={form.clientId}>{clientId}</Fact>
        <Fact name={texts.credentials}>{hasCredentials ? texts.stored : texts.none}</Fact>
        {scope && <Fact name={form.scope}>{scope}</Fact>}
      </Facts>
      {kind && (
        <p className="mt-6">
          <ButtonLink tone="secondary" href={`${pathOf(connection.id)}/edit`}>
            {edit.open}
          </ButtonLink>
        </p>
      )}
    </Card>
  )
}
