// What is measured: each app as its documentation sets it up, and tuned where it can be.
/**
 * @typedef {import("./visitor.mjs").Visitor} Visitor
 * @typedef {"oidc" | "oauth2"} Kind
 */

/**
 * @typedef {object} Contender
 * @property {string} id
 * @property {string} title
 * @property {string[]} layers folders of apps/ that are laid over each other; none: the checkout itself
 * @property {string[]} [without] files of the checkout that it does without
 * @property {string} [builtAs] the contender whose build it runs
 * @property {string[]} [phases] where it takes part; everywhere if missing
 * @property {string} database contenders with the same name share one
 * @property {(about: { origin: string, provider: string, database: string }) => Record<string, string>} env
 * @property {(visitor: Visitor, kind: Kind) => Promise<string>} begin leads to the provider
 * @property {(visitor: Visitor) => Promise<import("./visitor.mjs").Answer>} leave
 */

const secret = "a secret for the benchmark alone, of no worth at all"

/** @type {Pick<Contender, "env" | "begin" | "leave" | "layers" | "database">} */
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
  begin: async (visitor, kind) => redirected(await visitor.post(`/api/auth/signin/${kind}`)),
  leave: (visitor) => visitor.post("/api/auth/signout"),
}

/** @type {Pick<Contender, "env" | "begin" | "leave">} */
const byRoutes = {
  env: ({ origin, provider, database }) => ({
    ORIGIN: origin,
    PROVIDER: provider,
    DATABASE_URL: database,
    AUTH_SECRET: secret,
    AUTH_TRUST_HOST: "true",
    AUTH_URL: origin,
  }),
  begin: async (visitor, kind) => redirected(await visitor.post(`/api/start/${kind}`)),
  leave: (visitor) => visitor.post("/api/leave"),
}

/** @type {Pick<Contender, "env" | "begin" | "leave" | "database">} */
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
  leave: (visitor) => visitor.post("/api/auth/sign-out", {}),
}

/** @type {Contender[]} The first one is the limit that the others are held against. */
export const contenders = [
  { ...byRoutes, id: "bare", title: "Bare limit", layers: ["plain", "bare"], database: "bare" },
  { ...portico, id: "portico", title: "Portico" },
  { ...portico, id: "portico-again", title: "Portico again (control)", builtAs: "portico" },
  {
    ...portico,
    id: "portico-no-userinfo",
    title: "Portico, no userinfo",
    builtAs: "portico",
    phases: ["signin"],
    env: (about) => ({ ...portico.env(about), AUTH_OIDC_ISSUER: `${about.provider}/quiet` }),
  },
  {
    ...portico,
    id: "portico-no-proxy",
    title: "Portico, no proxy.ts",
    without: ["proxy.ts"],
    phases: ["dashboard"],
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

/** @param {import("./visitor.mjs").Answer} answer */
function redirected({ status, location, text }) {
  if (!location) throw new Error(`no redirect, but ${status}: ${text.slice(0, 300)}`)
  return location
}
