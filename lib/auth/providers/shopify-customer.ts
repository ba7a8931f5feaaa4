import type { OidcProvider } from "./types"

export const shopifyCustomer: OidcProvider = {
  id: "shopify-customer",
  name: "Shopify (customers)",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: null,
    shop_domain: null,
  },
  discovery: "https://{shop_domain}/.well-known/openid-configuration",
  scope: "openid email",
  color: "#7AB55C",
  icon: "shopify",
  examples: {
    issuer: "https://shopify.com/authentication/12345678",
    shop_domain: "shop.example.com",
  },
  localhost: "https",
  notes: ["This provider signs in the customers of one shop; the keys are in the shop's Headless channel."],
}
