import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  AlertDialogTrigger,
} from "@/components/shadcn/alert-dialog"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { connectionAccounts, type Actor, type Connection } from "@/lib/auth/connections"
import { messages } from "@/messages"
import { deleteOne } from "../actions"

/** Asks what becomes of the connection's accounts: in a dialog, or without JavaScript in the page. */
export async function Delete({ actor, connection: { id, name } }: { actor: Actor; connection: Connection }) {
  const { delete: texts } = (await messages()).connections
  const accounts = await connectionAccounts(actor, id)
  return (
    <Card id="delete" title={texts.title} lead={texts.lead}>
      <AlertDialog>
        <AlertDialogTrigger asChild>
          <Button type="button" tone="danger" className="noscript:hidden">
            {texts.open}
          </Button>
        </AlertDialogTrigger>
        <AlertDialogContent>
          <AlertDialogHeader>
            <AlertDialogTitle>{texts.ask(name)}</AlertDialogTitle>
            <AlertDialogDescription>
              {texts.lead} {texts.accounts(accounts)}
            </AlertDialogDescription>
          </AlertDialogHeader>
          <form action={deleteOne} className="grid gap-6">
            <input type="hidden" name="connection" value={id} />
            <input type="hidden" name="sure" value="on" />
            <Question />
            <AlertDialogFooter>
              <AlertDialogCancel asChild>
                <Button type="button" tone="secondary">
                  {texts.cancel}
                </Button>
              </AlertDialogCancel>
              <Button type="submit" tone="danger">
                {texts.forGood}
              </Button>
            </AlertDialogFooter>
          </form>
        </AlertDialogContent>
      </AlertDialog>
      <noscript>
        <form action={deleteOne} className="grid justify-items-start gap-5">
          <input type="hidden" name="connection" value={id} />
          <p>{texts.accounts(accounts)}</p>
          <Question />
          <label className="flex min-h-11 items-center gap-3">
            <input type="checkbox" name="sure" required className="size-5 shrink-0 accent-accent" />
            {texts.sure}
          </label>
          <Button type="submit" tone="danger">
            {texts.open}
          </Button>
        </form>
      </noscript>
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
