import type { OAuth2Provider } from "./types"

export const shopify: OAuth2Provider = {
  id: "shopify",
  name: "Shopify",
  protocol: "oauth2",
  settings: {
    shop: null,
  },
  authorization: "https://{shop}.myshopify.com/admin/oauth/authorize",
  token: "https://{shop}.myshopify.com/admin/oauth/access_token",
  pkce: false,
  scope: "read_products",
  scopeSeparator: ",",
  // Otherwise the token response contains the shop and no user.
  params: {
    "grant_options[]": "per-user",
  },
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  profile: {
    id: "token.associated_user.id",
    name: "{token.associated_user.first_name} {token.associated_user.last_name}",
    email: "token.associated_user.email",
    emailVerified: "token.associated_user.email_verified",
  },
  console: "https://partners.shopify.com",
  color: "#7AB55C",
  icon: "shopify",
  examples: {
    shop: "acme-store",
  },
  notes: ["This provider signs in the staff of one shop, not its customers."],
}
