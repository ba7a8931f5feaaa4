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
  scope: "read_products",
  scopeSeparator: ",",
  // Otherwise the token answer names the shop, and nobody in it.
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
  notes: ["It is for the people who run one shop, and not for its customers."],
}
