// The catalogue: one line for each provider.
export { github } from "./github"
export { google } from "./google"
export { oauth1 } from "./oauth1"
export { oauth2 } from "./oauth2"
export { oidc } from "./oidc"
export { twitterLegacy } from "./twitter-legacy"
