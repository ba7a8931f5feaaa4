// What pages may load from third parties. docs/third-parties.md has recipes for analytics, Stripe and Sentry.
import type { ThirdParties } from "./content-security-policy"

export const csp: ThirdParties = {}
