"use client"

import { useSyncExternalStore } from "react"

const neverChanges = () => () => {}

/**
 * A time in the visitor's time zone. The server does not know it, so the HTML has the time in UTC, which stays without
 * JavaScript.
 */
export function LocalTime({ date, locale, utc }: { date: string; locale: string; utc: string }) {
  // React hydrates with the server's text and then renders the local one, so the two may differ.
  return useSyncExternalStore(
    neverChanges,
    () => localText(date, locale),
    () => utc,
  )
}

function localText(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
  }).format(new Date(date))
}
