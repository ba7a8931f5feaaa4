import { Badge } from "@/components/ui/badge"
import type { State } from "@/lib/dev/catalogue"

const badges = {
  real: { tone: "good", text: "on" },
  emulated: { tone: "attention", text: "emulated" },
  half: { tone: "attention", text: "half set" },
  off: { tone: "neutral", text: "off" },
} as const

export function StateBadge({ state }: { state: State }) {
  return <Badge tone={badges[state].tone}>{badges[state].text}</Badge>
}

/** Whether a provider's buttons are on the sign-in page, and why. */
export const meanings: Record<State, string> = {
  real: "On, and talks to the real service.",
  emulated:
    "On, with a server on this machine in its place. Set the variables below, and it is the real one.",
  half: "Some of its variables are missing: the app will not start like this.",
  off: "Off. Set the variables below to turn it on.",
}

export const protocols = { oauth1: "OAuth 1.0", oauth2: "OAuth 2.0", oidc: "OpenID Connect" }
