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

/** Explains whether the sign-in page offers a provider, and why. */
export const stateDescriptions: Record<State, string> = {
  real: "On, with the real service.",
  emulated: "On, emulated by a server on this machine. Set the variables below to use the real service.",
  half: "Some of its variables are missing: the app will not start.",
  off: "Off. Set the variables below to turn it on.",
}

export const protocolNames = { oauth1: "OAuth 1.0", oauth2: "OAuth 2.0", oidc: "OpenID Connect" }
