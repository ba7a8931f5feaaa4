// What index.ts loads when somebody signs in or out, or asks for a token.
import "server-only"

export { currentAccessToken } from "../tokens/access-token"
export { startSignIn } from "./actions/signin"
export { endSession, providerToLeave } from "./actions/signout"
export { handle } from "./handler"
