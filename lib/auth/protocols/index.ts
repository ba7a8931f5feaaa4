import type { Provider } from "../providers/types"
import { oauth1 } from "./oauth1"
import { oauth2 } from "./oauth2"
import { oidc } from "./oidc"
import type { Protocol } from "./protocol"

export { readLogoutToken } from "./backchannel"
export { endSessionEndpoint, logoutRequest } from "./logout"
export { type Revocable, revokeTokens } from "./revocation"
export type { LoggedOut } from "./backchannel"
export type { Asking, Completed, Tokens } from "./protocol"

/** Every protocol that a provider may declare. */
export const protocols: Record<Provider["protocol"], Protocol> = { oauth1, oauth2, oidc }
