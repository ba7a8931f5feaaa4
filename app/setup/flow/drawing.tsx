// The arrow of one message, and the lifelines behind all of them. A grid of eight columns between two margins: the four
// parties are on its lines 3, 5, 7 and 9.
import type { ReactNode } from "react"
import type { FlowMessage, Party } from "@/lib/dev/inspector/messages"
import { parties } from "./labels"

const grid = "grid grid-cols-[2.75rem_repeat(8,minmax(0,1fr))_5.5rem]"

const lifelines: Record<Party, string> = {
  browser: "col-start-3",
  app: "col-start-5",
  authorization: "col-start-7",
  resource: "col-start-9",
}

const heads: Record<Party, string> = {
  browser: "col-start-2 col-end-4",
  app: "col-start-4 col-end-6",
  authorization: "col-start-6 col-end-8",
  resource: "col-start-8 col-end-10",
}

/** From line to line, whatever the direction. */
const spans: Readonly<Record<string, string>> = {
  "browser app": "col-start-3 col-end-5",
  "app authorization": "col-start-5 col-end-7",
  "app resource": "col-start-5 col-end-9",
}

const order: readonly Party[] = ["browser", "app", "authorization", "resource"]

/** The four parties, and under each its lifeline. On a phone the list names sender and receiver instead. */
export function Lifelines({
  hosts,
  children,
}: {
  hosts: Partial<Record<Party, string>>
  children: ReactNode
}) {
  return (
    <div className="relative">
      <div aria-hidden="true" className={`${grid} sticky top-0 z-1 bg-paper py-2 max-md:hidden`}>
        {order.map((party) => (
          <p
            key={party}
            className={`${heads[party]} row-start-1 mx-1 grid content-center rounded-control border border-edge bg-surface px-1 py-2 text-center shadow-card`}
          >
            <span className="text-sm/5 font-semibold">{parties[party]}</span>
            <span className="truncate font-mono text-[0.6875rem]/4 text-muted">
              {hosts[party] ?? "\u00a0"}
            </span>
          </p>
        ))}
      </div>
      <div aria-hidden="true" className={`${grid} absolute inset-0 -z-1 max-md:hidden`}>
        {order.map((party) => (
          <span
            key={party}
            className={`${lifelines[party]} row-start-1 border-s border-dashed border-edge`}
          />
        ))}
      </div>
      {children}
    </div>
  )
}

/** One arrow between lifelines: a request, a response, or a redirect through the browser. */
export function Drawing({
  message,
  after,
  isFailed,
}: {
  message: FlowMessage
  after: string
  isFailed: boolean
}) {
  const { title, part, path, details, durationMs, checks, step } = message
  const colour = isFailed ? "text-clay" : part ? "text-accent-text" : "text-muted"
  const passed = checks.filter(({ result }) => result === "passed").length
  return (
    <span aria-hidden="true" className={`${grid} items-center py-2 max-md:hidden`}>
      {part && (
        <span
          className={`col-start-1 row-start-1 row-end-3 grid size-7 place-items-center self-center justify-self-center rounded-full font-serif text-base font-bold ${isFailed ? "bg-clay text-surface" : "bg-primary text-on-accent"}`}
        >
          {part}
        </span>
      )}
      <span className={`row-start-1 px-2 pb-1 text-center ${spanOf(path)}`}>
        <span
          className={`inline-block bg-paper px-1 text-sm/5 text-balance group-open:bg-transparent ${part || isFailed ? "font-semibold" : ""} ${isFailed ? "text-clay" : ""}`}
        >
          {title}
        </span>
      </span>
      <Line
        path={path}
        colour={colour}
        isResponse={/_response$|^finished$|^error$/.test(step)}
        isBold={part !== undefined}
      />
      <span className="col-start-10 row-start-1 row-end-3 self-center text-end text-xs/4 text-muted tabular-nums">
        <span className="block">{after}</span>
        {durationMs !== undefined && <span className="block">{Math.round(durationMs)} ms</span>}
        {isFailed ? (
          <span className="block font-semibold text-clay">✕ failed</span>
        ) : (
          passed > 0 && <span className="block text-accent-text">✓ {passed} checked</span>
        )}
      </span>
      <span
        className={`row-start-3 px-2 pt-1 wrap-anywhere text-center font-mono text-[0.6875rem]/4 text-muted ${spanOf(path)}`}
      >
        <span className="bg-paper px-1 group-open:bg-transparent empty:hidden">{requestLine(details)}</span>
      </span>
    </span>
  )
}

function spanOf(path: readonly Party[]): string {
  if (path.length === 3) return "col-start-3 col-end-7"
  return spans[[...path].sort((a, b) => order.indexOf(a) - order.indexOf(b)).join(" ")] ?? ""
}

function requestLine({ method, url, status }: Readonly<Record<string, unknown>> = {}): string {
  const path = typeof url === "string" && URL.canParse(url) ? new URL(url).pathname : ""
  return [method, path, status].filter(Boolean).join(" ")
}

type LineProps = { path: readonly Party[]; colour: string; isResponse: boolean; isBold: boolean }

function Line({ path, colour, isResponse, isBold }: LineProps) {
  const stroke = `${isBold ? "border-t-2" : "border-t"} ${isResponse ? "border-dashed" : ""}`
  if (path.length === 3) return <Redirect isGoing={path[0] === "app"} colour={colour} />
  const [from = "app", to = "app"] = path
  const isForward = order.indexOf(from) < order.indexOf(to)
  return (
    <span className={`relative row-start-2 block h-0 border-current ${stroke} ${colour} ${spanOf(path)}`}>
      <Head isForward={isForward} />
    </span>
  )
}

/** Turns around at the browser: from the app to the server, or back. */
function Redirect({ isGoing, colour }: { isGoing: boolean; colour: string }) {
  const turn = "col-start-3 col-end-5 rounded-s-card border-y-2 border-s-2"
  const rest = isGoing ? "self-end border-b-2" : "self-start border-t-2"
  return (
    <span className={`col-span-full row-start-2 grid h-5 grid-cols-subgrid ${colour}`}>
      <span className={`relative row-start-1 border-current ${turn}`}>
        {!isGoing && <Head isForward isLow />}
      </span>
      <span className={`relative col-start-5 col-end-7 row-start-1 block border-current ${rest}`}>
        {isGoing && <Head isForward isLow />}
      </span>
    </span>
  )
}

function Head({ isForward, isLow = false }: { isForward: boolean; isLow?: boolean }) {
  return (
    <svg
      viewBox="0 0 8 10"
      className={`absolute h-2.5 w-2 fill-current ${isLow ? "-bottom-1.5" : "-top-1.5"} ${isForward ? "-end-px" : "-start-px"}`}
    >
      <path d={isForward ? "M0 0l8 5-8 5z" : "M8 0 0 5l8 5z"} />
    </svg>
  )
}
