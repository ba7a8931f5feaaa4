import type { Provider } from "../providers/types"

/**
 * What an owner must know to enable a provider, one sentence each: first what keeps them from the first sign-in, then the
 * rest. The setup page, `npm run provider` and docs/providers.md show both.
 */
export function notesOf(
  {
    name,
    gates = [],
    localhost,
    ids,
    notes = [],
  }: Pick<Provider, "name" | "gates" | "localhost" | "ids" | "notes">,
  development = "http://localhost:3000",
): { gates: string[]; notes: string[] } {
  const addresses = {
    https: "The callback address must use https, so sign-ins work at a deployed address, not on localhost.",
    "127.0.0.1": `${name} does not accept localhost: in development set AUTH_URL=${acceptedOrigin(development, "127.0.0.1")}, and open the app there.`,
  }
  const warnings = {
    app: "Users' ids belong to the registered app: with the keys of another app, the same users are new users.",
    name: `Users' ids are user names: a new account at ${name} with the name of a deleted one signs in as the former user. Delete or disable that user in this app first.`,
  }
  return {
    gates: [...gates, ...(localhost ? [addresses[localhost]] : [])],
    notes: [...notes, ...(ids ? [warnings[ids]] : [])],
  }
}

/** The origin of the app that the provider accepts: empty for plain http, where it accepts only https. */
export function acceptedOrigin(origin: string, localhost: Provider["localhost"]): string {
  if (localhost === "127.0.0.1") return origin.replace("//localhost", "//127.0.0.1")
  return localhost === "https" && origin.startsWith("http:") ? "" : origin
}

/**
 * Where an app is registered at a service that its users host. The providers that variables define completely have no examples,
 * and their names are no names of a service.
 */
export function registeredIn({
  name,
  settings = {},
  examples,
}: Pick<Provider, "name" | "settings" | "examples">): string | null {
  return examples && Object.values(settings).includes(null) ? `in your ${name}` : null
}
