// The catalogue of providers for the setup page: which are enabled, and which variables enable the others.
import { allProviders, findProvider } from "../auth/all-providers"
import { hasPublishedKeys } from "../auth/client-keys"
import { variablesOf, withSettings } from "../auth/client-variables"
import { config } from "../auth/config"
import { acceptedOrigin, notesOf, registeredIn } from "../auth/diagnostics/provider-notes"
import { variablesFor, type Variable } from "../auth/diagnostics/provider-variables"
import type { Provider } from "../auth/providers/types"
import { withBasePath } from "../base-path.mjs"
import { emulatedProviders, env, isDeployed } from "../env"

/** `emulated`: a local identity server of development. `half`: some of its variables are missing. */
export type State = "real" | "emulated" | "half" | "off"

export type Entry = {
  id: string
  name: string
  protocol: Provider["protocol"]
  /** An image in public/. */
  icon: string | null
  color: string | null
  state: State
}

export type Details = Entry & {
  /** Where an app is registered. */
  console?: string
  /** Where it is registered, if not at one address for all. */
  registeredIn: string | null
  /** What keeps an owner from the first sign-in. */
  gates: readonly string[]
  notes: readonly string[]
  variables: Variable[]
  /** The callback addresses. One of them must be registered; the first one is sent. Only paths if the provider refuses http. */
  callbacks: string[]
  /** The other addresses that a client of an OpenID provider may be registered with. */
  signOutAddresses: { returnTo: string; backchannel: string } | null
  /** Where the provider fetches the public keys of this client, if it has any. */
  keySet: string | null
  /** Whether the callback addresses are those of the deployed app. */
  isDeployed: boolean
}

const states: State[] = ["half", "real", "emulated", "off"]

/** All providers. Partly configured and enabled ones come first. */
export function entries(): Entry[] {
  return allProviders()
    .map(entry)
    .sort((one, other) => states.indexOf(one.state) - states.indexOf(other.state))
}

/** One provider, also a custom one with a name of its own; undefined for any other id. */
export function detailsOf(id: string): Details | undefined {
  const provider = findProvider(id)
  if (!provider) return undefined
  const paths = new Set([config.callback, "/api/auth/:provider/callback", "/api/auth/callback/:provider"])
  const { origin, basePath } = env()
  const accepted = acceptedOrigin(origin, provider.localhost)
  const address = (path: string) => accepted + basePath + path
  return {
    ...entry(provider),
    ...(provider.console && { console: provider.console }),
    registeredIn: registeredIn(provider),
    ...notesOf(provider, origin + basePath),
    variables: variablesFor(provider),
    callbacks: [...paths].map((path) => address(path.replace(":provider", id))),
    signOutAddresses:
      provider.protocol === "oidc"
        ? {
            returnTo: address("/api/auth/signout/return"),
            backchannel: address(`/api/auth/${id}/backchannel-logout`),
          }
        : null,
    keySet: hasPublishedKeys(provider) ? address(`/api/auth/${id}/jwks`) : null,
    isDeployed: isDeployed(),
  }
}

function entry(provider: Provider): Entry {
  const { id, name, protocol, icon, color = null } = withSettings(provider)
  return {
    id,
    name,
    protocol,
    icon: icon ? withBasePath(`/providers/${id}.svg#icon`) : null,
    color,
    state: stateOf(provider),
  }
}

function stateOf(provider: Provider): State {
  const { missing, present } = variablesOf(provider)
  if (missing.length > 0) return present.length > 0 ? "half" : "off"
  return emulatedProviders().includes(provider.id) ? "emulated" : "real"
}
