// The labels of the inspector. They are for developers, so they are in English only.
import type { Party } from "@/lib/dev/inspector/messages"
import type { Timeline } from "@/lib/dev/inspector/timeline"

export const protocols: Readonly<Record<string, string>> = {
  oauth1: "OAuth 1.0",
  oauth2: "OAuth 2.0",
  oidc: "OpenID Connect",
}

export const kinds: Record<Timeline["kind"], string> = {
  "sign-in": "Sign-in",
  "sign-out": "Sign-out",
  refresh: "Token refresh",
  request: "Request",
}

export const results: Record<Timeline["result"], string> = {
  finished: "done",
  declined: "declined",
  failed: "failed",
  waiting: "waiting",
  abandoned: "abandoned",
}

export const resultSigns: Record<Timeline["result"], [sign: string, colour: string]> = {
  finished: ["✓", "text-accent-text"],
  declined: ["⊘", "text-brass"],
  failed: ["✕", "text-clay"],
  waiting: ["…", "text-brass"],
  abandoned: ["…", "text-muted"],
}

export const parties: Record<Party, string> = {
  browser: "Browser",
  app: "Your app",
  authorization: "Authorization server",
  resource: "Resource server",
}

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" })

export function timeOf(date: Date): string {
  return clock.format(date)
}

/** "1.204 s" after something else. */
export function seconds(from: Date, to: Date): string {
  return `${((+to - +from) / 1000).toFixed(3)} s`
}
