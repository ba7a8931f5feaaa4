// The checks that the setup page shows.
export type { Check } from "../auth/diagnostics/check"
export { checkEnvironment } from "../auth/diagnostics/environment"
export { checkOwnOrigin } from "../auth/diagnostics/own-origin"
export { checkProvider, proveProvider } from "../auth/diagnostics/provider"
