// What a request for more than a sign-in needs adds to the authorization request: further scopes, a refresh token, another account.
import type { Provider } from "../providers/types"
import { joinScopes, withoutScopes } from "./scopes"

export type FurtherAccess = {
  /** Scopes besides the provider's own. */
  scope?: string | undefined
  /** Scopes that the provider granted before. */
  granted?: string | null | undefined
  /** Whether a refresh token is wanted. */
  offline?: boolean | undefined
  /** Whether the visitor chooses another account than the one that is signed in at the provider. */
  another?: boolean | undefined
}

type Params = Readonly<Record<string, string>>

/**
 * @param prompt the caller's own; it stays, and others are added to it
 * @returns scope: those that are not the provider's own; undefined without any
 */
export function furtherAccess(
  provider: Provider,
  { scope, granted, offline: isOffline = false, another = false }: FurtherAccess,
  prompt?: string,
): { scope: string | undefined; params: Params } {
  if (provider.protocol === "oauth1") return { scope, params: {} }
  const { furtherScopeParams = {} } = provider
  const isGrantedAgain = Object.keys(furtherScopeParams).length > 0
  const offline = isOffline ? offlineAccess(provider) : {}
  const all = joinScopes(isGrantedAgain ? null : granted, scope, offline.scope)
  const parts = [
    scope || granted ? furtherScopeParams : {},
    offline.params ?? {},
    another ? accountSelection(provider) : {},
  ]
  const prompts = joinScopes(prompt, ...parts.map((params) => params.prompt))
  return {
    scope: withoutScopes(all, provider.scope) || undefined,
    params: {
      ...Object.fromEntries(parts.flatMap((params) => Object.entries(params))),
      // The standard allows `none` only by itself.
      ...(prompts && { prompt: prompt === "none" ? prompt : prompts }),
    },
  }
}

function offlineAccess({ protocol, offline }: Provider): { scope?: string; params?: Params } {
  if (offline) return offline
  return protocol === "oidc" ? { scope: "offline_access", params: { prompt: "consent" } } : {}
}

function accountSelection(provider: Provider): Params {
  if (provider.selectAccount) return provider.selectAccount
  return provider.protocol === "oidc" && provider.reauthentication !== "sign-in" ? { prompt: "login" } : {}
}
