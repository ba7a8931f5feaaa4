// The measured apps, each set up as its documentation describes, with tuned variants.
/**
 * @typedef {import("./visitor.mjs").Visitor} Visitor
 * @typedef {"oidc" | "oauth2"} Kind
 */

/**
 * @typedef {object} Contender
 * @property {string} id
 * @property {string} title
 * @property {string[]} layers folders of apps/ that are copied over each other; empty: the checkout itself
 * @property {string[]} [without] files of the checkout to leave out
 * @property {string} [builtAs] the id of the contender whose build it runs
 * @property {string[]} [phases] the phases that measure it; by default all
 * @property {string} database its name; contenders may share one
 * @property {(options: { origin: string, provider: string, database: string }) => Record<string, string>} env
 * @property {(visitor: Visitor, kind: Kind) => Promise<string>} begin starts a sign-in and returns the authorization URL
 * @property {(visitor: Visitor) => Promise<import("./visitor.mjs").AppResponse>} signOut
 */

const secret = "a worthless secret that only the benchmark uses"

/** @type {Pick<Contender, "env" | "begin" | "signOut" | "layers" | "database">} */
const portico = {
  layers: [],
  database: "portico",
  env: ({ origin, provider, database }) => ({
    AUTH_URL: origin,
    AUTH_SECRET: secret,
    AUTH_RATE_LIMIT: "off",
    DATABASE_URL: database,
    AUTH_OIDC_ISSUER: provider,
    AUTH_OIDC_ID: "client",
    AUTH_OIDC_SECRET: "secret",
    AUTH_OAUTH2_AUTHORIZATION: `${provider}/oauth2/authorize`,
    AUTH_OAUTH2_TOKEN: `${provider}/oauth2/token`,
    AUTH_OAUTH2_USERINFO: `${provider}/oauth2/userinfo`,
    AUTH_OAUTH2_ID: "client",
    AUTH_OAUTH2_SECRET: "secret",
    AUTH_OAUTH2_SCOPE: "profile email",
  }),
  begin: async (visitor, kind) => redirectUrl(await visitor.post(`/api/auth/signin/${kind}`)),
  signOut: (visitor) => visitor.post("/api/auth/signout"),
}

/** @type {Pick<Contender, "env" | "begin" | "signOut">} */
const byRoutes = {
  env: ({ origin, provider, database }) => ({
    ORIGIN: origin,
    PROVIDER: provider,
    DATABASE_URL: database,
    AUTH_SECRET: secret,
    AUTH_TRUST_HOST: "true",
    AUTH_URL: origin,
  }),
  begin: async (visitor, kind) => redirectUrl(await visitor.post(`/api/start/${kind}`)),
  signOut: (visitor) => visitor.post("/api/sign-out"),
}

/** @type {Pick<Contender, "env" | "begin" | "signOut" | "database">} */
const betterAuth = {
  database: "better-auth",
  env: ({ origin, provider, database }) => ({
    PROVIDER: provider,
    DATABASE_URL: database,
    BETTER_AUTH_SECRET: secret,
    BETTER_AUTH_URL: origin,
  }),
  async begin(visitor, provider) {
    const { text } = await visitor.post("/api/auth/sign-in/social", { provider, callbackURL: "/measured" })
    return JSON.parse(text).url
  },
  signOut: (visitor) => visitor.post("/api/auth/sign-out", {}),
}

/** @type {Contender[]} The first one is the limit that the others are compared with. */
export const contenders = [
  { ...byRoutes, id: "bare", title: "Bare limit", layers: ["plain", "bare"], database: "bare" },
  { ...portico, id: "portico", title: "Portico" },
  { ...portico, id: "portico-again", title: "Portico again (control)", builtAs: "portico" },
  {
    ...portico,
    id: "portico-no-proxy",
    title: "Portico, no proxy.ts",
    without: ["proxy.ts"],
    phases: ["dashboard"],
  },
  {
    ...portico,
    id: "portico-dpop",
    title: "Portico, DPoP",
    builtAs: "portico",
    phases: ["dpop"],
    env: (options) => ({ ...portico.env(options), AUTH_OIDC_DPOP: "on" }),
  },
  {
    ...byRoutes,
    id: "authjs",
    title: "Auth.js",
    layers: ["plain", "prisma", "authjs"],
    database: "authjs",
  },
  {
    ...byRoutes,
    id: "authjs-joins",
    title: "Auth.js, joins",
    layers: ["plain", "prisma", "authjs", "variants/authjs-joins"],
    database: "authjs",
  },
  {
    ...betterAuth,
    id: "better-auth",
    title: "Better Auth",
    layers: ["plain", "prisma", "better-auth"],
  },
  {
    ...betterAuth,
    id: "better-auth-pg",
    title: "Better Auth, pg and joins",
    layers: ["plain", "better-auth", "variants/better-auth-pg"],
  },
  {
    ...betterAuth,
    id: "better-auth-cache",
    title: "Better Auth, cookie cache",
    layers: ["plain", "prisma", "better-auth", "variants/better-auth-cache"],
  },
]

/** @param {import("./visitor.mjs").AppResponse} response */
function redirectUrl({ status, location, text }) {
  if (!location) throw new Error(`The app did not redirect: ${status} ${text.slice(0, 300)}`)
  return location
}
