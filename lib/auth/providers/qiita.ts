import type { OAuth2Provider } from "./types"

export const qiita: OAuth2Provider = {
  id: "qiita",
  name: "Qiita",
  protocol: "oauth2",
  authorization: "https://qiita.com/api/v2/oauth/authorize",
  token: "https://qiita.com/api/v2/access_tokens",
  pkce: false,
  scope: "read_qiita",
  tokenAuth: "client_secret_post",
  tokenRequest: "json",
  // Qiita documents neither parameter.
  tokenParams: { grant_type: null, redirect_uri: null },
  tokenPaths: { access_token: "token" },
  tokenType: "bearer",
  userinfo: "https://qiita.com/api/v2/authenticated_user",
  profile: {
    // Qiita's `id` is the user name.
    id: "permanent_id",
    name: "name|id",
    image: "profile_image_url",
  },
  console: "https://qiita.com/settings/applications",
  color: "#55C500",
  icon: "qiita",
}
