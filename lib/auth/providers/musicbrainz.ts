import type { OAuth2Provider } from "./types"

export const musicbrainz: OAuth2Provider = {
  id: "musicbrainz",
  name: "MusicBrainz",
  protocol: "oauth2",
  authorization: "https://musicbrainz.org/oauth2/authorize",
  token: "https://musicbrainz.org/oauth2/token",
  scope: "profile email",
  tokenAuth: "client_secret_post",
  userinfo: "https://musicbrainz.org/oauth2/userinfo",
  revocation: "https://musicbrainz.org/oauth2/revoke",
  // `sub` is the user name, which can pass to another user.
  profile: { id: "metabrainz_user_id", name: "sub", email: "email", emailVerified: "email_verified" },
  console: "https://musicbrainz.org/account/applications",
  color: "#BA478F",
  icon: "musicbrainz",
}
