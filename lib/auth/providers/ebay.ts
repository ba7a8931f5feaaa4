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
  // eBay sends "User Access Token".
  tokenType: "bearer",
  userinfo: "https://apiz.{domain}/commerce/identity/v1/user/",
  profile: {
    id: "userId",
    name: "username",
  },
  hooks: { authorization: sendRuName },
  console: "https://developer.ebay.com/my/keys",
  color: "#E53238",
  icon: "ebay",
  examples: {
    ru_name: "Ann_Example-AnnExamp-MyApp-abcdefg",
  },
  gates: ["eBay approves a developer account first, which takes about a day."],
  localhost: "https",
  notes: ["For sandbox keys, set AUTH_EBAY_DOMAIN=sandbox.ebay.com."],
}

/** eBay takes the RuName as redirect_uri; the callback address itself is set in the console. */
function sendRuName({ searchParams }: URL): void {
  searchParams.set("redirect_uri", searchParams.get("ru_name") ?? "")
  searchParams.delete("ru_name")
}
