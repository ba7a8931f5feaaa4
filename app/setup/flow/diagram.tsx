import type { Party } from "@/lib/dev/inspector/messages"
import type { CheckedMessage } from "@/lib/dev/inspector/failed-checks"
import type { Timeline } from "@/lib/dev/inspector/timeline"
import { Drawing, Lifelines } from "./drawing"
import { AttemptContext } from "./exchange"
import type { Named } from "./inspector"
import { parties, seconds } from "./words"

/** The sequence diagram: an ordered list of arrows between four parties, each of which opens. */
export function Diagram({ flow: { story } }: { flow: Named }) {
  const { arrows, startedAt } = story
  return (
    <section aria-label="Sequence diagram" className="mt-8">
      <Lifelines hosts={hostsOf(story)}>
        <ol className="relative grid grid-cols-[minmax(0,1fr)] gap-1 pt-2 pb-6 md:gap-0">
          {arrows.map((arrow, index) => (
            <li key={index}>
              <Step arrow={arrow} after={seconds(startedAt, arrow.at)} />
            </li>
          ))}
        </ol>
      </Lifelines>
    </section>
  )
}

function Step({ arrow, after }: { arrow: CheckedMessage; after: string }) {
  const isFailed = arrow.checks.some(({ result }) => result === "failed")
  return (
    // Somebody may open it before React is there.
    <details open={isFailed} suppressHydrationWarning className="group">
      <summary className="block cursor-pointer list-none rounded-control transition-colors hover:bg-sunken/70 [&::-webkit-details-marker]:hidden">
        <InWords arrow={arrow} after={after} />
        <Drawing arrow={arrow} after={after} isFailed={isFailed} />
      </summary>
      <div className="relative mb-3 rounded-control bg-surface">
        <AttemptContext arrow={arrow} />
      </div>
    </details>
  )
}

/** What the drawing shows: to read out, and on a phone to see. */
function InWords({ arrow, after }: { arrow: CheckedMessage; after: string }) {
  const { title, part, path, checks } = arrow
  const failed = checks.find(({ result }) => result === "failed")
  return (
    <h3 className="flex gap-3 px-2 py-2.5 text-base/6 md:sr-only">
      {part ? (
        <span className="grid size-6 shrink-0 place-items-center rounded-full bg-accent font-serif text-sm font-bold text-on-accent">
          <span className="sr-only">Part </span>
          {part}
        </span>
      ) : (
        <span aria-hidden="true" className="mx-2 mt-2 size-2 shrink-0 rounded-full bg-edge" />
      )}
      <span className="min-w-0 flex-1">
        <span className={`block font-medium ${failed ? "text-clay" : ""}`}>{title}</span>
        <span className="block text-sm text-muted">{path.map((party) => parties[party]).join(" → ")}</span>
        {failed && <span className="block text-sm text-clay">Failed: {failed.check.says}</span>}
      </span>
      <span className="shrink-0 text-sm text-muted tabular-nums">
        <span className="sr-only">after </span>
        {after}
      </span>
    </h3>
  )
}

/** Where the servers are, as far as the flow asked them. */
function hostsOf({ arrows, redirectUri }: Timeline): Partial<Record<Party, string>> {
  const host = (pattern: RegExp) =>
    hostOf(arrows.find(({ step, details }) => pattern.test(step) && details?.url)?.details?.url)
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
