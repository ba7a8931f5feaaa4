// The last flows, in memory, for the inspector: under `next dev` alone, and without their secrets (lib/auth/telemetry/redaction.ts).
import { type Reader, onFlowEvent, type Report } from "./flow-events"

/** What was reported of one flow, in order. What serves no attempt, such as a sign-out, has a made-up `id`. */
export type Recorded = { id: string; provider: string; reports: Report[] }

type Kept = Recorded & { bytes: number }

const limits = { flows: 20, reports: 60, bytes: 1_000_000, fieldCharacters: 10_000 }

/** Reports without an attempt belong together while they follow each other so closely. */
const togetherMs = 15_000

/** The flow of calls that nobody signs in by, such as the setup page's own. */
export const untracedFlowId = "aside"

/** On `globalThis`, since Next loads this file once for each of its bundles, and again after each edit. */
const store = globalThis as { porticoFlows?: Kept[] }

/** Starts to keep what is reported. Once is enough. */
export function recordFlows(): void {
  if (store.porticoFlows) return
  store.porticoFlows = []
  onFlowEvent(recorder(store.porticoFlows))
}

/** The newest first. */
export function recordedFlows(): Recorded[] {
  return [...(store.porticoFlows ?? [])].reverse()
}

/** The flow whose failure has this reference. */
export function flowOfReference(reference: string): Recorded | undefined {
  return recordedFlows().find(({ reports }) =>
    reports.some((report) => report.step === "failure" && report.reference === reference),
  )
}

/** Writes reports to `kept`, the oldest flow first, and forgets the oldest beyond the limits. */
export function recorder(kept: Kept[]): Reader {
  return (report) => {
    if (report.id === untracedFlowId) return
    const short = shortened(report)
    const flow = kept.find((one) => belongs(one, report)) ?? begun(kept, report)
    flow.reports.push(short)
    flow.bytes += size(short)
    while (flow.reports.length > limits.reports) flow.bytes -= size(flow.reports.shift())
    while (kept.length > limits.flows || (kept.length > 1 && bytes(kept) > limits.bytes)) kept.shift()
  }
}

function belongs({ id, provider, reports }: Kept, report: Report): boolean {
  if (report.id) return id === report.id
  const last = reports.at(-1)
  const isOpen = last !== undefined && last.id === "" && last.step !== "failure"
  return isOpen && provider === report.provider && +report.at - +last.at < togetherMs
}

function begun(kept: Kept[], { id, provider }: Report): Kept {
  const flow = { id: id || crypto.randomUUID(), provider, reports: [], bytes: 0 }
  kept.push(flow)
  return flow
}

/** A key set or a profile may be long, and no eye reads that far. */
function shortened(report: Report): Report {
  const fields = Object.entries(report.details).map(([name, value]) => [
    name,
    size(value) > limits.fieldCharacters ? `more than ${limits.fieldCharacters} characters` : value,
  ])
  return { ...report, details: Object.fromEntries(fields) }
}

function size(value: unknown): number {
  return JSON.stringify(value ?? null).length
}

function bytes(kept: readonly Kept[]): number {
  return kept.reduce((sum, flow) => sum + flow.bytes, 0)
}
