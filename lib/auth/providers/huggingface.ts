import type { OidcProvider } from "./types"

export const huggingface: OidcProvider = {
  id: "huggingface",
  name: "Hugging Face",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: "https://huggingface.co",
  },
  scope: "openid profile email",
  console: "https://huggingface.co/settings/applications/new",
  color: "#FFD21E",
  icon: "huggingface",
}
