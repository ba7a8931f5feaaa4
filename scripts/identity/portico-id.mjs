/** The local OpenID provider for development, built on `oidc-provider`, with personas instead of passwords. */
import { siteName } from "../../site.mjs"
import { memory } from "./memory.mjs"
import { personas } from "./personas.mjs"
import { errorPage, logoutPages, servePages } from "./portico-id-pages.mjs"

const hour = 3600
const fortnight = 14 * 24 * hour
const scopes = ["openid", "profile", "email", "offline_access"]
const claims = {
  openid: ["sub"],
  profile: ["name", "preferred_username", "picture"],
  email: ["email", "email_verified"],
}

/** @type {import("./page.mjs").Brand} */
export const brand = { id: "oidc", name: `${siteName} ID`, emulated: false }

/**
 * Serves the provider at a local server.
 * @param {object} options
 * @param {import("./loopback.mjs").LocalServer} options.server
 * @param {import("./secrets.mjs").Secrets} options.secrets
 * @param {{ id: string, name: string, url: string, origin: string, secret: string, redirectUris: string[] }} options.app the only client
 * @param {string} [options.appAddress] where the app is reached from this machine, if not at its address
 * @param {boolean} [options.backchannelLogout] whether ID tokens have a `sid`, and the app hears of the end of a session
 * @param {import("./strict.mjs").Strictness | undefined} [options.strict] what else it demands of the app
 * @param {((persona: string) => void) | undefined} [options.onSignIn] called before the token response
 */
export async function startPorticoId({
  server,
  secrets,
  app,
  appAddress = app.origin,
  backchannelLogout = true,
  strict,
  onSignIn,
}) {
  const { Provider, interactionPolicy } = await loadQuietly()
  const options = { brand, app }

  const policy = interactionPolicy.base()
  policy.get("login")?.checks.add(
    // Without this check a second sign-in would reuse the session of the first persona without a prompt.
    new interactionPolicy.Check("choose_persona", "A persona must be chosen", "login_required", ({ oidc }) =>
      oidc.prompts.has("none") || oidc.result?.login
        ? interactionPolicy.Check.NO_NEED_TO_PROMPT
        : interactionPolicy.Check.REQUEST_PROMPT,
    ),
  )
  policy.add(new interactionPolicy.Prompt({ name: "select_account", requestable: true }), 0)

  const provider = new Provider(server.address, {
    adapter: memory(),
    jwks: { keys: secrets.keys },
    clients: [
      {
        client_id: app.id,
        client_name: app.name,
        client_secret: app.secret,
        redirect_uris: app.redirectUris,
        post_logout_redirect_uris: [`${app.url}/api/auth/signout/return`],
        ...(backchannelLogout && {
          backchannel_logout_uri: `${appAddress}/api/auth/oidc/backchannel-logout`,
          backchannel_logout_session_required: true,
        }),
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        // A plain sign-in here asks for a persona, so it is a proof; the ID token says so.
        require_auth_time: true,
        ...strict?.client,
      },
    ],
    responseTypes: ["code"],
    scopes,
    claims,
    pkce: { required: () => true },
    findAccount: (_, id) => account(server.browserAddress, id),
    interactions: {
      policy,
      async url(_, interaction) {
        // Another tab may choose another persona meanwhile; this interaction must still complete.
        interaction.session = undefined
        await interaction.persist()
        return `/choose/${interaction.uid}`
      },
    },
    // Choosing a persona is the consent, so no second page is needed.
    async loadExistingGrant({ oidc }) {
      const { client, session } = oidc
      if (!client || !session?.accountId) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope(scopes.join(" "))
      await grant.save()
      return grant
    },
    issueRefreshToken: async (_, client) => client.grantTypeAllowed("refresh_token"),
    rotateRefreshToken: true,
    // Another persona in the same browser must not end the refresh tokens of the previous one.
    expiresWithSession: async () => false,
    clientBasedCORS: () => false,
    cookies: {
      keys: [secrets.cookieKey],
      // Cookies are shared by all ports, and tests run beside `npm run dev`.
      names: {
        session: `portico-id-${server.port}`,
        interaction: `portico-id-${server.port}-choice`,
        resume: `portico-id-${server.port}-resume`,
      },
    },
    ttl: {
      AccessToken: hour,
      AuthorizationCode: 60,
      Grant: fortnight,
      IdToken: hour,
      Interaction: hour,
      RefreshToken: fortnight,
      Session: fortnight,
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      revocation: {
        enabled: true,
        allowedPolicy: async (_, client, token) => token.clientId === client.clientId,
      },
      rpInitiatedLogout: { enabled: true, ...logoutPages(options) },
      ...strict?.features,
    },
    renderError: errorPage(options),
    // The default rejects every loopback address, and so every back-channel logout.
    fetch(url, options) {
      const { dispatcher: _, ...rest } = /** @type {RequestInit & { dispatcher?: unknown }} */ (options)
      return fetch(url, rest)
    },
  })

  // Redirects of a forwarded browser lead to the public address. Nothing else reaches this server with such headers.
  provider.proxy = server.browserAddress !== server.address
  provider.on("grant.success", ({ oidc }) => {
    const persona = oidc.account?.accountId
    if (persona && oidc.params?.["grant_type"] === "authorization_code") onSignIn?.(persona)
  })
  provider.on("server_error", (_, error) => console.error(`${brand.name} failed:`, error))
  servePages(provider, options)
  server.handleWith(provider.callback())
}

/**
 * @param {string} address
 * @param {string} id
 * @returns {import("oidc-provider").Account | undefined}
 */
function account(address, id) {
  const persona = personas.find((candidate) => candidate.id === id)
  if (!persona) return undefined
  const { name, login, email, emailVerified } = persona
  return {
    accountId: id,
    claims: async () => ({
      sub: id,
      name,
      preferred_username: login,
      picture: `${address}/avatars/${id}.svg`,
      ...(email && { email, email_verified: emailVerified }),
    }),
  }
}

/** On Node 20 the module prints a warning at every start, although it works. */
async function loadQuietly() {
  const { warn } = console
  console.warn = (...words) => {
    if (!String(words[0]).includes("oidc-provider WARNING: Unsupported runtime")) warn(...words)
  }
  try {
    return await import("oidc-provider")
  } finally {
    console.warn = warn
  }
}
