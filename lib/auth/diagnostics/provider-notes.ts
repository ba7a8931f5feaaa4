import type { Provider } from "../providers/types"

/**
 * What an owner must know to enable a provider, one sentence each: first what keeps them from the first sign-in, then the
 * rest. The setup page, `npm run provider` and docs/providers.md show both.
 */
export function notesOf({
  name,
  gates = [],
  localhost,
  ids,
  notes = [],
}: Pick<Provider, "name" | "gates" | "localhost" | "ids" | "notes">): { gates: string[]; notes: string[] } {
  const addresses = {
    https: "The callback address must use https, so sign-ins work at a deployed address, not on localhost.",
    "127.0.0.1": `${name} does not accept localhost: in development set AUTH_URL=http://127.0.0.1:3000, and open the app there.`,
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
