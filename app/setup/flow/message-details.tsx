import type { FlowMessage, ShownCheck } from "@/lib/dev/inspector/messages"
import { Section } from "./section"

/** The contents of a message, and the checks at it. */
export function MessageDetails({ message }: { message: FlowMessage }) {
  const { details, checks } = message
  return (
    <div className="grid gap-5 border-s-2 border-line py-4 ps-4 pe-2 md:ms-6 md:ps-6">
      {checks.length > 0 && (
        <div>
          <h4 className="text-xs font-semibold tracking-wide text-muted uppercase">Checks</h4>
          <ul className="mt-1">
            {checks.map((check) => (
              <CheckLine key={check.label} {...check} />
            ))}
          </ul>
        </div>
      )}
      {details ? (
        <Contents details={details} />
      ) : (
        <p className="text-sm/6 text-muted">{placeholder(message)}</p>
      )}
    </div>
  )
}

function placeholder({ step }: FlowMessage): string {
  if (step === "start") return "A form of this site, with the provider and the destination."
  if (step === "error") return "303 to a page with the error's code and reference."
  if (step === "authorization_grant") return "This response was not read, because its attempt was not found."
  return "No usable response."
}

function Contents({ details }: { details: Readonly<Record<string, unknown>> }) {
  const { method, url, status, type, ...fields } = details
  const head = [method, url, status !== undefined && "status", status, type].filter(Boolean).join(" ")
  return (
    <div className="grid min-w-0 gap-3">
      {head && <p className="font-mono text-xs/5 wrap-anywhere">{head}</p>}
      {Object.entries(fields).map(([name, value]) => (
        <div key={name} className="min-w-0">
          <h4 className="text-xs font-semibold tracking-wide text-muted uppercase">{name}</h4>
          <pre className="mt-1 rounded-control bg-sunken px-3 py-2 font-mono text-xs/5 whitespace-pre-wrap wrap-anywhere">
            {formatted(value)}
          </pre>
        </div>
      ))}
    </div>
  )
}

/** One line for each field; nested values as JSON. */
function formatted(value: unknown): string {
  if (typeof value === "string") return value
  const entries = Object.entries(Object(value) as object)
  const isFlat = entries.every(([, one]) => typeof one !== "object" || one === null)
  if (Array.isArray(value) || !isFlat) return JSON.stringify(value, null, 2)
  const width = Math.max(0, ...entries.map(([name]) => name.length))
  return entries.map(([name, one]) => `${name.padEnd(width)}  ${String(one)}`).join("\n") || "none"
}

const resultSigns: Record<ShownCheck["result"], [sign: string, colour: string, word: string]> = {
  passed: ["✓", "text-accent-text", "Passed"],
  failed: ["✕", "text-clay", "Failed"],
}

function CheckLine({ label, section, result }: ShownCheck) {
  const [sign, colour, word] = resultSigns[result]
  return (
    <li className="flex gap-2 py-0.5 text-sm/6">
      <span aria-hidden="true" className={`w-4 shrink-0 text-center font-semibold ${colour}`}>
        {sign}
      </span>
      <span className={result === "failed" ? "font-medium text-clay" : ""}>
        <span className="sr-only">{word}: </span>
        {label}
        {section && (
          <span className="ms-2 text-xs font-normal text-muted">
            <Section name={section} />
          </span>
        )}
      </span>
    </li>
  )
}
