import { ButtonLink } from "@/components/ui/button"
import { providers } from "@/lib/auth"
import { flowOfReference, type Recorded, recordedFlows } from "@/lib/auth/telemetry/recorder"
import { type Timeline, timelineOf } from "@/lib/dev/inspector/timeline"
import { Frame } from "../frame"
import { Diagram } from "./diagram"
import { FlowList } from "./flow-list"
import { Live } from "./live"
import { Verdict } from "./verdict"

type Query = Record<string, string | string[] | undefined>

/** A flow with what its provider is called. */
export type Named = { story: Timeline; name: string; protocol: string }

/** The last sign-ins, drawn from what the engine reported of them. */
export function Inspector({ query: { ref, id } }: { query: Query }) {
  const reference = typeof ref === "string" ? ref : undefined
  const flows = recordedFlows()
  const chosen = reference ? flowOfReference(reference) : (flows.find((flow) => flow.id === id) ?? flows[0])
  const list = flows.map((flow) => named(flow))
  return (
    <Frame>
      <Live />
      <h1 className="font-serif text-4xl font-bold tracking-tight">Flow inspector</h1>
      <p className="mt-1 max-w-prose text-muted">
        Your last sign-ins, as they happened. Kept in memory, without their secrets, and only here under next
        dev.
      </p>
      <div className="mt-8 grid items-start gap-x-10 gap-y-12 lg:grid-cols-[minmax(0,1fr)_15rem]">
        {chosen ? (
          <Chosen flow={named(chosen, reference)} others={list} />
        ) : (
          <Nothing reference={reference} />
        )}
        {list.length > 0 && <FlowList flows={list} current={chosen?.id} />}
      </div>
    </Frame>
  )
}

function Chosen({ flow, others }: { flow: Named; others: readonly Named[] }) {
  return (
    <div className="min-w-0">
      <Verdict flow={flow} waiting={waitingFor(flow.story, others)} />
      <Diagram flow={flow} />
    </div>
  )
}

function Nothing({ reference }: { reference: string | undefined }) {
  return (
    <div className="rounded-card border border-dashed border-edge px-6 py-12 text-center">
      <p className="font-medium">
        {reference ? "This reference is not in memory." : "Nobody has signed in yet."}
      </p>
      <p className="mx-auto mt-1 max-w-prose text-muted">
        {reference
          ? "The last 20 flows are kept until the server restarts. The log has the line of each failure."
          : "Sign in, and each step appears here."}
      </p>
      <div className="mt-5">
        <ButtonLink href="/signin">Sign in</ButtonLink>
      </div>
    </div>
  )
}

function named(flow: Recorded, reference?: string): Named {
  const provider = providers().find(({ id }) => id === flow.provider)
  const protocol = provider?.protocol ?? "oauth2"
  return {
    story: timelineOf(flow, protocol, { reference }),
    name: provider?.name ?? (flow.provider || "No provider"),
    protocol: provider ? protocol : "",
  }
}

/** An answer without an attempt may be that of a sign-in which still waits for one. */
function waitingFor({ provider, failure, arrows }: Timeline, others: readonly Named[]): Timeline | undefined {
  const isLost = failure?.code === "attempt_missing" && !arrows.some(({ part }) => part === 1)
  return isLost
    ? others.find(({ story }) => story.provider === provider && /waiting|abandoned/.test(story.result))?.story
    : undefined
}
