import type { OAuth2Provider } from "./types"

export const workos: OAuth2Provider = {
  id: "workos",
  name: "WorkOS",
  protocol: "oauth2",
  settings: { connection: "", organization: "", provider: "" },
  requiredOneOf: ["connection", "organization", "provider"],
  authorization: "https://api.workos.com/sso/authorize",
  params: { connection: "{connection}", organization: "{organization}", provider: "{provider}" },
  token: "https://api.workos.com/sso/token",
  scope: "",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  userinfo: "https://api.workos.com/sso/profile",
  profile: {
    id: "id",
    name: "{first_name} {last_name}",
    email: "email",
    image: "raw_attributes.picture",
  },
  console: "https://dashboard.workos.com",
  color: "#6363F1",
  icon: "logos:workos-icon",
  examples: {
    connection: "conn_01E4ZCR3C56J083X43JQXF3JK5",
    organization: "org_01EHWNCE74X7JSDV0X3SZ3KJNY",
    provider: "GoogleOAuth",
  },
  notes: [
    "AUTH_WORKOS_SECRET is the WorkOS API key.",
    "Set one of the three: a connection, an organization, or a provider. For AuthKit, use workos-authkit.",
  ],
}
