import type { Provider } from "../providers/types"
import { oauth1 } from "./oauth1"
import { oauth2 } from "./oauth2"
import { oidc } from "./oidc"
import type { Protocol } from "./protocol"

export { sendWithToken } from "./api"
export { signedToken } from "./decryption"
export { endSessionEndpoint, endSessionRequest } from "./end-session"
export { checkLogoutToken, requireAlgorithmOf, type LogoutSubject } from "./logout-token"
export type { RequestContext, SignInResult, Tokens } from "./protocol"
export { type RevocableToken, revokeTokens } from "./revocation"

/** Every protocol that a provider may declare. */
export const protocols: Record<Provider["protocol"], Protocol> = { oauth1, oauth2, oidc }
