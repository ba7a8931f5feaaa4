import type { OAuth2Provider } from "./types"

export const gitlab: OAuth2Provider = {
  id: "gitlab",
  name: "GitLab",
  protocol: "oauth2",
  settings: {
    issuer: "https://gitlab.com",
    verified: "",
  },
  authorization: "{issuer}/oauth/authorize",
  token: "{issuer}/oauth/token",
  scope: "read_user",
  tokenAuth: "client_secret_basic",
  userinfo: "{issuer}/api/v4/user",
  profile: {
    id: "id",
    name: "name|username",
    email: "email",
    emailVerifiedAt: "confirmed_at",
    image: "avatar_url",
  },
  // The administrator of another server creates confirmed users without a mail (gitlab-org/gitlab-foss!494), and users from LDAP or
  // SAML need no confirmation (gitlab-org/gitlab-foss!10926).
  selfHosted: {
    profile: {
      id: "id",
      name: "name|username",
      email: "email",
      emailVerifiedAt: "{verified}",
      image: "avatar_url",
    },
  },
  notes: [
    "Addresses of a self-managed instance count as unverified. If it confirms them by email, set AUTH_GITLAB_VERIFIED=confirmed_at.",
  ],
  console: "https://gitlab.com/-/user_settings/applications",
  color: "#FC6D26",
  icon: "gitlab",
}
