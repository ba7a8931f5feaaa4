// The part of lib/auth that index.ts loads on demand: signing in and out, provider tokens, and what writes to the database.
import "server-only"
import { startListeners } from "./telemetry/listeners"

export { accessQuestion } from "./actions/access-request"
export { currentAccessToken } from "./actions/access-token"
export { previewQuestion } from "./actions/forward"
export { fetchFromProvider } from "./actions/provider-fetch"
export { revokeTokensOf } from "./actions/revoke-tokens"
export { startSignIn } from "./actions/sign-in"
export { endSession, providerWithSignOut } from "./actions/sign-out"
export { handle } from "./route-handler"
export { recordActivity } from "./store/activity"
export { findProviderTokens } from "./store/provider-tokens"
export { limitRate, limitVisitor } from "./store/rate-limits"

// Under `next dev` this file runs again after an edit, while instrumentation.ts may have started listeners of an older version.
if (process.env.NODE_ENV === "development") startListeners()
