// Stores the last flows in memory for the inspector, only under `next dev` and without secrets.
import { onFlowEvent, untracedFlowId, type FlowEvent, type FlowListener } from "./flow-events"

/** The events of one flow, in order. A flow without an attempt, such as a sign-out, has a generated `id`. */
export type RecordedFlow = { id: string; providerId: string; events: FlowEvent[] }

type Entry = RecordedFlow & { bytes: number }

const limits = { flows: 20, events: 120, bytes: 1_000_000, fieldCharacters: 10_000 }

/** Events without an attempt belong to one flow if less than this time is between them. */
const sameFlowMs = 15_000

/** On `globalThis`, because Next loads this file once for each of its bundles, and again after each edit. */
const store = globalThis as { porticoFlows?: Entry[] }

/** Starts recording, or continues with this version of the file. */
export function recordFlows(): void {
  onFlowEvent("recorder", recorder((store.porticoFlows ??= [])))
}

/** The newest flow first. */
export function recordedFlows(): RecordedFlow[] {
  return [...(store.porticoFlows ?? [])].reverse()
}

/** The flow whose failure has this reference. */
export function flowOfReference(reference: string): RecordedFlow | undefined {
  return recordedFlows().find(({ events }) =>
    events.some((event) => event.type === "failure" && event.reference === reference),
  )
}

/** Writes events to `flows`, the oldest flow first, and drops the oldest beyond the limits. */
export function recorder(flows: Entry[]): FlowListener {
  return (event) => {
    if (event.id === untracedFlowId) return
    const shortened = shorten(event)
    const flow = flows.find((entry) => belongsTo(entry, event)) ?? newFlow(flows, event)
    flow.events.push(shortened)
    flow.bytes += size(shortened)
    while (flow.events.length > limits.events) flow.bytes -= size(flow.events.shift())
    while (flows.length > limits.flows || (flows.length > 1 && totalBytes(flows) > limits.bytes))
      flows.shift()
  }
}

function belongsTo({ id, providerId, events }: Entry, event: FlowEvent): boolean {
  if (event.id) return id === event.id
  const last = events.at(-1)
  const isOpen = last !== undefined && last.id === "" && last.type !== "failure"
  return isOpen && providerId === event.providerId && +event.at - +last.at < sameFlowMs
}

function newFlow(flows: Entry[], { id, providerId }: FlowEvent): Entry {
  const flow = { id: id || crypto.randomUUID(), providerId, events: [], bytes: 0 }
  flows.push(flow)
  return flow
}

/** Replaces long values, such as large key sets or profiles. */
function shorten(event: FlowEvent): FlowEvent {
  if (event.type !== "step") return event
  const fields = Object.entries(event.details).map(([name, value]) => [
    name,
    size(value) > limits.fieldCharacters ? `more than ${limits.fieldCharacters} characters` : value,
  ])
  return { ...event, details: Object.fromEntries(fields) }
}

function size(value: unknown): number {
  return JSON.stringify(value ?? null).length
}

function totalBytes(flows: readonly Entry[]): number {
  return flows.reduce((sum, flow) => sum + flow.bytes, 0)
}
