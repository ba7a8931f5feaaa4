import type { Checked, CheckedMessage } from "@/lib/dev/inspector/failed-checks"
import { Section } from "./section"

/** What an arrow carried, and what was checked of it. */
export function AttemptContext({ arrow }: { arrow: CheckedMessage }) {
  const { details, checks } = arrow
  return (
    <div className="grid gap-5 border-s-2 border-line py-4 ps-4 pe-2 md:ms-6 md:ps-6">
      {checks.length > 0 && (
        <div>
          <h4 className="text-xs font-semibold tracking-wide text-muted uppercase">What was checked</h4>
          <ul className="mt-1">
            {checks.map((checked) => (
              <CheckLine key={checked.check.says} {...checked} />
            ))}
          </ul>
        </div>
      )}
      {details ? <Carried details={details} /> : <p className="text-sm/6 text-muted">{silence(arrow)}</p>}
    </div>
  )
}

function silence({ step }: CheckedMessage): string {
  if (step === "start") return "A form of this site. Its fields are the provider and where to go afterwards."
  if (step === "refused") return "303 to a page that names the error and its reference, and nothing else."
  if (step === "authorization_grant") return "Of this answer nothing was read but where it belongs."
  return "No answer that could be used."
}

function Carried({ details }: { details: Readonly<Record<string, unknown>> }) {
  const { method, url, status, type, ...fields } = details
  const head = [method, url, status !== undefined && "status", status, type].filter(Boolean).join(" ")
  return (
    <div className="grid min-w-0 gap-3">
      {head && <p className="font-mono text-xs/5 wrap-anywhere">{head}</p>}
      {Object.entries(fields).map(([name, value]) => (
        <div key={name} className="min-w-0">
          <h4 className="text-xs font-semibold tracking-wide text-muted uppercase">{name}</h4>
          <pre className="mt-1 rounded-control bg-sunken px-3 py-2 font-mono text-xs/5 whitespace-pre-wrap wrap-anywhere">
            {written(value)}
          </pre>
        </div>
      ))}
    </div>
  )
}

/** One line for each flat field; what is nested as JSON. */
function written(value: unknown): string {
  if (typeof value === "string") return value
  const entries = Object.entries(Object(value) as object)
  const isFlat = entries.every(([, one]) => typeof one !== "object" || one === null)
  if (Array.isArray(value) || !isFlat) return JSON.stringify(value, null, 2)
  const width = Math.max(0, ...entries.map(([name]) => name.length))
  return entries.map(([name, one]) => `${name.padEnd(width)}  ${String(one)}`).join("\n") || "none"
}

const marks: Record<Checked["result"], [sign: string, colour: string, word: string]> = {
  passed: ["✓", "text-accent-text", "Passed"],
  failed: ["✕", "text-clay", "Failed"],
  unreached: ["–", "text-muted", "Not reached"],
}

function CheckLine({ check, result }: Checked) {
  const [sign, colour, word] = marks[result]
  return (
    <li className={`flex gap-2 py-0.5 text-sm/6 ${result === "unreached" ? "text-muted" : ""}`}>
      <span aria-hidden="true" className={`w-4 shrink-0 text-center font-semibold ${colour}`}>
        {sign}
      </span>
      <span className={result === "failed" ? "font-medium text-clay" : ""}>
        <span className="sr-only">{word}: </span>
        {check.says}
        {check.section && (
          <span className="ms-2 text-xs font-normal text-muted">
            <Section name={check.section} />
          </span>
        )}
      </span>
    </li>
  )
}
