// What index.ts loads when somebody signs in or out, or asks for a token.
import "server-only"

export { currentAccessToken } from "./actions/access-token"
export { startSignIn } from "./actions/sign-in"
export { endSession, providerWithSignOut } from "./actions/sign-out"
export { handle } from "./route-handler"
