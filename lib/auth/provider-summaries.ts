// What pages know of the enabled providers. Loaded on demand, since it loads the file of each provider.
import { withBasePath } from "../base-path.mjs"
import { emulatedProviders } from "../env"
import { clients, isIssuerOf, type Client } from "./clients"
import { findClient } from "./find-client"
import type { Provider } from "./providers/types"
import { isNetwork } from "./unregistered-client"

export { findClient, nameOfProvider } from "./find-client"

export type ProviderSummary = Pick<Provider, "id" | "name" | "protocol"> & {
  /** The address of an element in the SVG sprite at /provider-icons. */
  icon: string | null
  color: string | null
  /** The provider is one of the local identity servers of development and tests. */
  emulated: boolean
  /** The form may have the field `login_hint`: the visitor's account or server. Without it, the provider's default server asks. */
  asksForAccount: boolean
  signinUrl: string
  callbackUrl: string
}

/** The enabled providers, in the order of the catalogue. */
export function summaries(): ProviderSummary[] {
  return clients().map(summaryOf)
}

/** One enabled provider, also that of a connection. */
export async function findSummary(id: string): Promise<ProviderSummary | undefined> {
  const client = await findClient(id)
  return client && summaryOf(client)
}

/** Whether a provider is enabled, at the issuer that knows the account. */
export async function isUsable({ provider, issuer }: { provider: string; issuer: string }): Promise<boolean> {
  const client = await findClient(provider)
  return client !== undefined && (issuer === "" || isIssuerOf(client, issuer))
}

function summaryOf({ provider, redirectUri }: Client): ProviderSummary {
  const { id, name, protocol, icon, color } = provider
  return {
    id,
    name,
    protocol,
    icon: icon ? withBasePath(`/provider-icons#${id}`) : null,
    color: color ?? null,
    emulated: emulatedProviders().includes(id),
    asksForAccount: isNetwork(provider),
    signinUrl: withBasePath(`/api/auth/signin/${id}`),
    callbackUrl: redirectUri,
  }
}
