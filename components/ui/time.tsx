import { cache } from "react"
import { messages } from "@/messages"

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
]

/** Made once for all times of a page. */
const formats = cache((locale: string) => ({
  exact: new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
    hourCycle: "h23",
  }),
  relative: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
}))

/** "3 days ago", "in 2 hours"; within a minute, "now". */
function inWords(date: Date, relative: Intl.RelativeTimeFormat): string {
  const seconds = (date.getTime() - Date.now()) / 1_000
  const step = steps.find(([, size]) => Math.abs(seconds) >= size)
  return step ? relative.format(Math.round(seconds / step[1]), step[0]) : relative.format(0, "second")
}

/** A moment in words, with the exact time beneath. In UTC, since the server does not know the visitor's zone. */
export async function Time({ date }: { date: Date }) {
  const { exact, relative } = formats((await messages()).locale)
  return (
    <time dateTime={date.toISOString()}>
      <span className="inline-block first-letter:uppercase">{inWords(date, relative)}</span>
      <span className="block text-sm text-muted">{exact.format(date)} UTC</span>
    </time>
  )
}
