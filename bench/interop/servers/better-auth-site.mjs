// A server with Better Auth's OAuth provider, in memory: node better-auth-site.mjs <port> <origin of the app>. It runs in the folder
// that has its packages.
import { createServer } from "node:http"
import { oauthProvider } from "@better-auth/oauth-provider"
import { betterAuth } from "better-auth"
import { memoryAdapter } from "better-auth/adapters/memory"
import { toNodeHandler } from "better-auth/node"
import { jwt } from "better-auth/plugins"

const [, , port = "", origin = ""] = process.argv
const site = `http://localhost:${port}`
const models =
  "user session account verification jwks oauthClient oauthAccessToken oauthRefreshToken oauthConsent oauthResource oauthClientResource"
const auth = betterAuth({
  baseURL: site,
  secret: "interop-interop-interop-interop-interop",
  database: memoryAdapter(Object.fromEntries(models.split(" ").map((model) => [model, []]))),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  logger: { level: "error" },
  plugins: [
    jwt({ disableSettingJwtHeader: true }),
    oauthProvider({
      loginPage: "/login",
      consentPage: "/consent",
      scopes: ["openid", "profile", "email", "offline_access"],
      silenceWarnings: { oauthAuthServerConfig: true, openidConfig: true },
    }),
  ],
})
const { headers } = await auth.api.signUpEmail({
  body: { name: "Ada", email: "ada@example.test", password: "right-password" },
  returnHeaders: true,
})
const cookies = headers.getSetCookie().map((cookie) => cookie.split(";")[0])
const client = await auth.api.adminCreateOAuthClient({
  headers: new Headers({ cookie: cookies.join("; ") }),
  body: {
    client_name: "App",
    // It has no other clients on localhost, and sends logout tokens to https addresses only.
    application_type: "native",
    redirect_uris: [`${origin}/api/auth/oidc/callback`],
    post_logout_redirect_uris: [`${origin}/api/auth/signout/return`],
    token_endpoint_auth_method: "client_secret_basic",
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    skip_consent: true,
    enable_end_session: true,
  },
})

const login = `<!doctype html><form><input name=password type=password><button>Sign in</button></form><script>
document.forms[0].onsubmit = async (event) => {
  event.preventDefault()
  const body = { email: "ada@example.test", password: document.forms[0].password.value, oauth_query: location.search.slice(1) }
  const headers = { "content-type": "application/json" }
  const response = await fetch("/api/auth/sign-in/email", { method: "POST", headers, body: JSON.stringify(body) })
  location.href = (await response.json()).url
}
</script>`
const handle = toNodeHandler(auth)
createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "/", site)
  if (pathname.startsWith("/api/auth/")) return void handle(request, response)
  if (pathname === "/client") return void response.end(JSON.stringify(client))
  response.setHeader("content-type", "text/html").end(login)
}).listen(Number(port), "localhost")
