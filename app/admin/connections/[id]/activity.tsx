import { Card } from "@/components/ui/card"
import { Empty } from "@/components/ui/empty"
import { Time } from "@/components/ui/time"
import { connectionActivity, type Actor, type Connection } from "@/lib/auth/connections"
import { messages } from "@/messages"

/** What was done to the connection, and by whom. */
export async function Activity({
  actor,
  connection: { id, name },
}: {
  actor: Actor
  connection: Connection
}) {
  const { connections, activity: events } = await messages()
  const texts = connections.activity
  const rows = await connectionActivity(actor, id)
  const sentences: Record<string, (connection: string) => string> = events.events
  return (
    <Card id="activity" title={texts.title}>
      {rows.length === 0 ? (
        <Empty>{texts.none}</Empty>
      ) : (
        <ol className="mt-1 divide-y divide-line">
          {rows.map((row) => (
            <li
              key={row.id}
              className="grid gap-x-6 gap-y-1 py-4 last:pb-0 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center"
            >
              <div className="min-w-0">
                <p className="font-medium wrap-anywhere">{sentences[row.event]?.(name) ?? row.event}</p>
                <p className="text-sm wrap-anywhere text-muted">{row.actor ?? texts.deletedUser}</p>
              </div>
              <p className="text-sm sm:text-end">
                <Time date={row.at} />
              </p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
