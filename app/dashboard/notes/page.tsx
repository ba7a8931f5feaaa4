import type { Metadata } from "next"
import { DashboardPage } from "@/app/dashboard/dashboard-page"
import { add, remove } from "@/app/dashboard/notes/actions"
import { ErrorNotice } from "@/components/error-notice"
import { SuccessNotice } from "@/components/success-notice"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { Empty } from "@/components/ui/empty"
import { Time } from "@/components/ui/time"
import { requireUser } from "@/lib/auth"
import { latestNotes, maxNoteLength, type ListedNote } from "@/lib/notes"
import { messages } from "@/messages"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await messages()).notes.title }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function NotesPage({ searchParams }: Props) {
  const { notes: texts } = await messages()
  const session = await requireUser({ returnTo: "/dashboard/notes" })
  const notes = await latestNotes(session)
  const query = await searchParams
  return (
    <DashboardPage current="notes" title={texts.title} lead={texts.lead}>
      <ErrorNotice query={query} />
      <SuccessNotice query={query} />
      <Card id="new" title={texts.new}>
        <form action={add} className="mt-4 grid gap-4">
          <label className="grid gap-1.5">
            <span className="text-sm text-muted">{texts.text}</span>
            <textarea
              name="text"
              required
              maxLength={maxNoteLength}
              rows={3}
              className="field-sizing-content max-h-96 min-h-24 rounded-control border border-edge bg-surface px-3 py-2.5"
            />
          </label>
          <Button type="submit" className="justify-self-start">
            {texts.add}
          </Button>
        </form>
      </Card>
      <Card id="list" title={texts.list}>
        {notes.length === 0 ? (
          <Empty>{texts.none}</Empty>
        ) : (
          <ul className="mt-2 divide-y divide-line">
            {notes.map((note) => (
              <Note key={note.id} note={note} />
            ))}
          </ul>
        )}
      </Card>
    </DashboardPage>
  )
}

async function Note({ note }: { note: ListedNote }) {
  const { notes: texts } = await messages()
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-8 gap-y-3 py-5 last:pb-0 sm:grid-cols-[minmax(0,1fr)_auto_auto]">
      <p className="wrap-anywhere whitespace-pre-line max-sm:col-span-2">{note.text}</p>
      <div className="text-sm">
        <Time date={note.createdAt} />
      </div>
      <form action={remove}>
        <input type="hidden" name="note" value={note.id} />
        <Button type="submit" tone="secondary" aria-label={texts.deleteOne(note.text.slice(0, 40))}>
          {texts.delete}
        </Button>
      </form>
    </li>
  )
}
