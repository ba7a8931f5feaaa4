import type { OAuth2Provider } from "./types"

export const nationbuilder: OAuth2Provider = {
  id: "nationbuilder",
  name: "NationBuilder",
  protocol: "oauth2",
  settings: { slug: null },
  authorization: "https://{slug}.nationbuilder.com/oauth/authorize",
  token: "https://{slug}.nationbuilder.com/oauth/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://{slug}.nationbuilder.com/api/v1/people/me",
  profile: {
    id: "person.id",
    name: "{person.first_name} {person.last_name}|person.username",
    email: "person.email",
    image: "person.profile_image_url_ssl",
  },
  examples: { slug: "acme" },
}
