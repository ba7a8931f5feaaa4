import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import { Time } from "@/components/ui/time"
import type { Connection } from "@/lib/auth/connections"
import { messages } from "@/messages"
import { checkNow } from "../actions"
import { formTexts } from "../form-texts"
import { KeptForm } from "../kept-form"

const tones = { ok: "good", warn: "attention", fault: "attention" } as const

/** The last check of a stored connection, and the next one. */
export async function Checks({
  connection: { id, lastCheckedAt, lastCheckResult },
}: {
  connection: Connection
}) {
  const { checks: texts, lastChecked, never } = (await messages()).connections
  const result = (["ok", "warn", "fault"] as const).find((known) => known === lastCheckResult)
  return (
    <Card id="checks" title={texts.title} lead={texts.lead}>
      <div className="mb-5 flex flex-wrap items-baseline gap-x-6 gap-y-1">
        <span className="text-sm text-muted">{lastChecked}</span>
        {lastCheckedAt ? <Time date={lastCheckedAt} /> : <span>{never}</span>}
        {result && <Badge tone={tones[result]}>{texts.labels[result]}</Badge>}
      </div>
      <KeptForm
        action={checkNow}
        fields={[]}
        hidden={{ connection: id }}
        buttons={[{ intent: "check", text: texts.now, waiting: texts.waiting, tone: "secondary" }]}
        texts={await formTexts()}
      />
    </Card>
  )
}
