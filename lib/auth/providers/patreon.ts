import type { OAuth2Provider } from "./types"

export const patreon: OAuth2Provider = {
  id: "patreon",
  name: "Patreon",
  protocol: "oauth2",
  authorization: "https://www.patreon.com/oauth2/authorize",
  token: "https://www.patreon.com/api/oauth2/token",
  scope: "identity identity[email]",
  tokenAuth: "client_secret_post",
  userinfo:
    "https://www.patreon.com/api/oauth2/v2/identity?fields%5Buser%5D=email,full_name,image_url,is_email_verified",
  profile: {
    id: "data.id",
    name: "data.attributes.full_name",
    email: "data.attributes.email",
    emailVerified: "data.attributes.is_email_verified",
    image: "data.attributes.image_url",
  },
  console: "https://www.patreon.com/portal/registration/register-clients",
  color: "#000000",
  icon: "patreon",
}
