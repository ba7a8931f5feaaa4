import type { FlowMessage, Party } from "@/lib/dev/inspector/messages"
import type { Timeline } from "@/lib/dev/inspector/timeline"
import { Drawing, Lifelines } from "./drawing"
import { parties, seconds } from "./labels"
import { MessageDetails } from "./message-details"
import type { NamedFlow } from "./named-flow"

/** The sequence diagram: an ordered list of messages between four parties, each of which opens. */
export function Diagram({ flow: { timeline } }: { flow: NamedFlow }) {
  const { messages, startedAt } = timeline
  return (
    <section aria-label="Sequence diagram" className="mt-8">
      <Lifelines hosts={hostsOf(timeline)}>
        <ol className="relative grid grid-cols-[minmax(0,1fr)] gap-1 pt-2 pb-6 md:gap-0">
          {messages.map((message, index) => (
            <li key={index}>
              <Message message={message} after={seconds(startedAt, message.at)} />
            </li>
          ))}
        </ol>
      </Lifelines>
    </section>
  )
}

function Message({ message, after }: { message: FlowMessage; after: string }) {
  const isFailed = message.checks.some(({ result }) => result === "failed")
  return (
    // The visitor may open it before React has hydrated the page.
    <details open={isFailed} suppressHydrationWarning className="group">
      <summary className="block cursor-pointer list-none rounded-control transition-colors hover:bg-sunken/70 [&::-webkit-details-marker]:hidden">
        <InWords message={message} after={after} />
        <Drawing message={message} after={after} isFailed={isFailed} />
      </summary>
      <div className="relative mb-3 rounded-control bg-surface">
        <MessageDetails message={message} />
      </div>
    </details>
  )
}

/** The drawing as text, for screen readers and phones. */
function InWords({ message, after }: { message: FlowMessage; after: string }) {
  const { title, part, path, checks } = message
  const failed = checks.find(({ result }) => result === "failed")
  return (
    <h3 className="flex gap-3 px-2 py-2.5 text-base/6 md:sr-only">
      {part ? (
        <span className="grid size-6 shrink-0 place-items-center rounded-full bg-primary font-serif text-sm font-bold text-on-accent">
          <span className="sr-only">Part </span>
          {part}
        </span>
      ) : (
        <span aria-hidden="true" className="mx-2 mt-2 size-2 shrink-0 rounded-full bg-edge" />
      )}
      <span className="min-w-0 flex-1">
        <span className={`block font-medium ${failed ? "text-clay" : ""}`}>{title}</span>
        <span className="block text-sm text-muted">{path.map((party) => parties[party]).join(" → ")}</span>
        {failed && <span className="block text-sm text-clay">Failed: {failed.label}</span>}
      </span>
      <span className="shrink-0 text-sm text-muted tabular-nums">
        <span className="sr-only">after </span>
        {after}
      </span>
    </h3>
  )
}

/** The hosts of the servers, as far as the flow has requests to them. */
function hostsOf({ messages, redirectUri }: Timeline): Partial<Record<Party, string>> {
  const host = (pattern: RegExp) =>
    hostOf(messages.find(({ step, details }) => pattern.test(step) && details?.url)?.details?.url)
  const hosts = {
    app: hostOf(redirectUri),
    authorization: host(/^(authorization|token|temporary|pushed|revocation|logout)_request$/),
    resource: host(/^resource_request$/),
  }
  return Object.fromEntries(Object.entries(hosts).filter(([, name]) => name !== undefined))
}

function hostOf(address: unknown): string | undefined {
  return typeof address === "string" && URL.canParse(address) ? new URL(address).host : undefined
}
