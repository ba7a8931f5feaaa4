import { Deletion } from "@/components/deletion"
import { Card } from "@/components/ui/card"
import { connectionAccounts, type Actor, type Connection } from "@/lib/auth/connections"
import { messages } from "@/messages"
import { deleteOne } from "../actions"

/** Asks what becomes of the connection's accounts. */
export async function Delete({ actor, connection: { id, name } }: { actor: Actor; connection: Connection }) {
  const { delete: texts } = (await messages()).connections
  const text = `${texts.lead} ${texts.accounts(await connectionAccounts(actor, id))}`
  return (
    <Card id="delete" title={texts.title} lead={text}>
      <Deletion action={deleteOne} text={text} texts={{ ...texts, ask: texts.ask(name) }}>
        <input type="hidden" name="connection" value={id} />
        <Question />
      </Deletion>
    </Card>
  )
}

async function Question() {
  const { delete: texts } = (await messages()).connections
  return (
    <fieldset className="grid gap-3 text-start">
      <legend className="mb-1.5 font-medium">{texts.question}</legend>
      <Choice value="keep" label={texts.keep} text={texts.keepText} isChosen />
      <Choice value="delete" label={texts.remove} text={texts.removeText} />
    </fieldset>
  )
}

function Choice({
  value,
  label,
  text,
  isChosen = false,
}: {
  value: "keep" | "delete"
  label: string
  text: string
  isChosen?: boolean
}) {
  return (
    <label className="flex gap-3">
      <input
        type="radio"
        name="accounts"
        value={value}
        defaultChecked={isChosen}
        className="mt-1 size-5 shrink-0 accent-accent"
      />
      <span>
        {label}
        <span className="block text-sm/6 text-muted">{text}</span>
      </span>
    </label>
  )
}
