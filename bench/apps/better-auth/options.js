import { genericOAuth } from "better-auth/plugins"

const issuer = process.env.PROVIDER
const credentials = { clientId: "client", clientSecret: "secret" }

/** The options of every variant. Rate limits are off in all apps. */
export const options = {
  rateLimit: { enabled: false },
  plugins: [
    genericOAuth({
      config: [
        {
          providerId: "oidc",
          discoveryUrl: `${issuer}/.well-known/openid-configuration`,
          scopes: ["openid", "profile", "email"],
          pkce: true,
          ...credentials,
        },
        {
          providerId: "oauth2",
          authorizationUrl: `${issuer}/oauth2/authorize`,
          tokenUrl: `${issuer}/oauth2/token`,
          userInfoUrl: `${issuer}/oauth2/userinfo`,
          scopes: ["profile", "email"],
          pkce: true,
          ...credentials,
        },
      ],
    }),
  ],
}
