import { cache } from "react"
import { LocalTime } from "@/components/ui/local-time"
import { messages } from "@/messages"

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
]

/** Created once per page. */
const formats = cache((locale: string) => ({
  exact: new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
    hourCycle: "h23",
  }),
  relative: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
}))

/** Relative time such as "3 days ago" or "in 2 hours"; "now" within a minute. */
function relativeText(date: Date, relative: Intl.RelativeTimeFormat): string {
  const seconds = (date.getTime() - Date.now()) / 1_000
  const step = steps.find(([, size]) => Math.abs(seconds) >= size)
  return step ? relative.format(Math.round(seconds / step[1]), step[0]) : relative.format(0, "second")
}

/** A relative time with the exact time below it, in the visitor's time zone; without JavaScript in UTC. */
export async function Time({ date }: { date: Date }) {
  const { locale } = await messages()
  const { exact, relative } = formats(locale)
  const iso = date.toISOString()
  return (
    <time dateTime={iso}>
      <span className="inline-block first-letter:uppercase">{relativeText(date, relative)}</span>
      <span className="block text-sm text-muted">
        <LocalTime date={iso} locale={locale} utc={`${exact.format(date)} UTC`} />
      </span>
    </time>
  )
}
