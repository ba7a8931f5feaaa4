import { Card } from "@/components/ui/card"
import { messages } from "@/messages"
import type { Field, FormAction } from "./fields"
import { formTexts } from "./form-texts"
import { KeptForm } from "./kept-form"

type Props = {
  action: FormAction
  fields: readonly Field[]
  hidden: Record<string, string>
  /** The text of the button. */
  save: string
}

/** The form of a new connection, or of one that is edited. */
export async function ConnectionForm({ save, ...form }: Props) {
  const { connections: texts } = await messages()
  const { test, waiting } = texts.form
  return (
    <Card id="form" title={texts.settings.title}>
      <div className="mt-5 max-w-2xl">
        <KeptForm
          {...form}
          buttons={[
            { intent: "save", text: save, waiting },
            { intent: "test", text: test, waiting, tone: "secondary" },
          ]}
          texts={await formTexts()}
        />
      </div>
    </Card>
  )
}
