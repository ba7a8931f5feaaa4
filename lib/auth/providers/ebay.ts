import type { OAuth2Provider } from "./types"

export const ebay: OAuth2Provider = {
  id: "ebay",
  name: "eBay",
  protocol: "oauth2",
  settings: {
    ru_name: null,
    domain: "ebay.com",
  },
  authorization: "https://auth.{domain}/oauth2/authorize",
  token: "https://api.{domain}/identity/v1/oauth2/token",
  scope: "https://api.ebay.com/oauth/api_scope/commerce.identity.readonly",
  params: { ru_name: "{ru_name}" },
  tokenAuth: "client_secret_basic",
  tokenParams: { redirect_uri: "{ru_name}" },
  // It says "User Access Token".
  tokenType: "bearer",
  userinfo: "https://apiz.{domain}/commerce/identity/v1/user/",
  profile: {
    id: "userId",
    name: "username",
  },
  hooks: { authorization: nameCallback },
  console: "https://developer.ebay.com/my/keys",
  color: "#E53238",
  icon: "ebay",
  examples: {
    ru_name: "Ann_Example-AnnExamp-MyApp-abcdefg",
  },
  notes: [
    "Keys of the sandbox need AUTH_EBAY_DOMAIN=sandbox.ebay.com.",
    "It calls back to https addresses alone.",
  ],
}

/** The RuName stands for the callback address, which is set in the console. */
function nameCallback({ searchParams }: URL): void {
  searchParams.set("redirect_uri", searchParams.get("ru_name") ?? "")
  searchParams.delete("ru_name")
}
