import type { ReactNode } from "react"
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

type Props = {
  /** Deletes if the field `sure` is "on". */
  action: (form: FormData) => Promise<void>
  /** What the dialog says besides its title. */
  text: ReactNode
  texts: { open: string; ask: string; sure: string; cancel: string; forGood: string }
  /** Further fields of the form. */
  children?: ReactNode
}

/** Asks before something is deleted for good: in a dialog, or without JavaScript by a box to check. */
export function Deletion({ action, text, texts, children }: Props) {
  return (
    <>
      <AlertDialog>
        <AlertDialogTrigger asChild>
          <Button type="button" tone="danger" className="noscript:hidden">
            {texts.open}
          </Button>
        </AlertDialogTrigger>
        <AlertDialogContent>
          <AlertDialogHeader>
            <AlertDialogTitle>{texts.ask}</AlertDialogTitle>
            <AlertDialogDescription>{text}</AlertDialogDescription>
          </AlertDialogHeader>
          <form action={action} className="grid gap-6">
            <input type="hidden" name="sure" value="on" />
            {children}
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
        <form action={action} className="grid justify-items-start gap-5">
          {children}
          <label className="flex min-h-11 items-center gap-3">
            <input type="checkbox" name="sure" required className="size-5 shrink-0 accent-accent" />
            {texts.sure}
          </label>
          <Button type="submit" tone="danger">
            {texts.open}
          </Button>
        </form>
      </noscript>
    </>
  )
}
