import { ButtonLink } from "@/components/ui/button"
import { providers, type ProviderSummary } from "@/lib/auth"
import { flowOfReference, recordedFlows, type RecordedFlow } from "@/lib/dev/inspector/flows"
import { timelineOf, type Timeline } from "@/lib/dev/inspector/timeline"
import { Frame } from "../frame"
import { Diagram } from "./diagram"
import { FlowList } from "./flow-list"
import { Live } from "./live"
import type { NamedFlow } from "./named-flow"
import { Summary } from "./summary"

type Query = Record<string, string | string[] | undefined>

/** The last sign-ins, drawn from the engine's flow events. */
export async function Inspector({ query: { ref, id } }: { query: Query }) {
  const reference = typeof ref === "string" ? ref : undefined
  const flows = recordedFlows()
  const chosen = reference ? flowOfReference(reference) : (flows.find((flow) => flow.id === id) ?? flows[0])
  const enabled = await providers()
  const list = flows.map((flow) => named(flow, enabled))
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
          <Chosen flow={named(chosen, enabled, reference)} others={list} />
        ) : (
          <Nothing reference={reference} />
        )}
        {list.length > 0 && <FlowList flows={list} current={chosen?.id} />}
      </div>
    </Frame>
  )
}

function Chosen({ flow, others }: { flow: NamedFlow; others: readonly NamedFlow[] }) {
  return (
    <div className="min-w-0">
      <Summary flow={flow} waiting={waitingFor(flow.timeline, others)} />
      <Diagram flow={flow} />
    </div>
  )
}

function Nothing({ reference }: { reference: string | undefined }) {
  return (
    <div className="rounded-card border border-dashed border-edge px-6 py-12 text-center">
      <p className="font-medium">{reference ? "This reference is not in memory." : "No sign-in yet."}</p>
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

function named(flow: RecordedFlow, enabled: readonly ProviderSummary[], reference?: string): NamedFlow {
  const provider = enabled.find(({ id }) => id === flow.providerId)
  return {
    timeline: timelineOf(flow, { reference }),
    name: provider?.name ?? (flow.providerId || "No provider"),
    protocol: provider?.protocol ?? "",
  }
}

/** A response without an attempt may belong to a sign-in that still waits for one. */
function waitingFor(
  { providerId, failure, messages }: Timeline,
  others: readonly NamedFlow[],
): Timeline | undefined {
  if (failure?.code !== "attempt_missing" || messages.some(({ part }) => part === 1)) return undefined
  const isWaiting = ({ timeline }: NamedFlow) =>
    timeline.providerId === providerId && /waiting|abandoned/.test(timeline.result)
  return others.find(isWaiting)?.timeline
}
