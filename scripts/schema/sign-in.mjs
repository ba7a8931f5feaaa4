// Signs users in by the engine's own functions, in the checkout that this file is in: `node scripts/schema/sign-in.mjs <step>`.
// `first` signs a user in and prints the token of the session. `again <token> <session fields as JSON>` requires that this
// session is still open, and signs the same and a new user in.
import { deepStrictEqual, equal, notEqual, ok } from "node:assert/strict"
import { importTypeScript } from "../lib/typescript.mjs"

const [step, token = "", fields = "{}"] = process.argv.slice(2)
const database = /** @type {typeof import("../../lib/db")} */ (await importTypeScript("lib/db"))
const accounts = /** @type {typeof import("../../lib/auth/store/accounts")} */ (
  await importTypeScript("lib/auth/store/accounts")
)
const sessions = /** @type {typeof import("../../lib/auth/store/sessions")} */ (
  await importTypeScript("lib/auth/store/sessions")
)
const { findSession } = /** @type {typeof import("../../lib/auth/store/session-read")} */ (
  await importTypeScript("lib/auth/store/session-read")
)
const activity = /** @type {typeof import("../../lib/auth/store/activity")} */ (
  await importTypeScript("lib/auth/store/activity")
)
const providerTokens = /** @type {typeof import("../../lib/auth/store/provider-tokens")} */ (
  await importTypeScript("lib/auth/store/provider-tokens")
)
const issuer = "https://issuer.example.test"
const visitor = { address: "192.0.2.1", userAgent: "Test" }

if (step === "first") console.log((await signIn("old")).token)
else {
  const kept = await findSession(token)
  ok(kept, "the session of the old user ended")
  const old = await signIn("old")
  deepStrictEqual([old.isNew, old.userId], [false, kept.user.id])
  const added = await signIn("new")
  equal(added.isNew, true)
  notEqual(added.userId, old.userId)
  for (const signedIn of [old, added]) await use(signedIn)
}
await database.db.$disconnect()
process.exit()

/** @param {string} name */
async function signIn(name) {
  const email = `${name}@example.test`
  const profile = { id: name, name, email, emailVerified: true, image: null }
  const columns = { id_token: null, token_type: null, scope: null, expires_at: 1, extra: null }
  const tokens = { access_token: name, refresh_token: name, ...columns }
  const key = { provider: "oidc", issuer, configuredIssuer: issuer }
  const account = { ...key, protocol: "oidc", profile, tokens }
  return database.transaction(async (tx, run) => {
    const user = await accounts.findOrCreateUser(tx, account, run)
    const session = {
      id: crypto.randomUUID(),
      provider: "oidc",
      issuer,
      accountId: user.accountId,
      providerSid: null,
      logoutHint: null,
      authenticatedAt: new Date(),
      authTime: null,
      acr: null,
      replacedTokens: [],
    }
    const sessionToken = await sessions.createSession(tx, { userId: user.userId, ...session, ...visitor })
    const attempt = crypto.randomUUID()
    const { userId } = user
    await activity.recordActivity(tx, { event: "signed_in", userId, provider: "oidc", ...visitor, attempt })
    return { ...user, token: sessionToken }
  })
}

/**
 * What a signed-in user needs: the session with its fields, a refresh of the provider's tokens, signing out.
 * @param {{ token: string, userId: string }} signedIn
 */
async function use({ token: sessionToken, userId }) {
  const session = await findSession(sessionToken)
  ok(session, "the new session cannot be read")
  ok(session.lastSeen.getTime() > Date.now() - 60_000, "the time of the session is not that of the session")
  equal(session.user.id, userId)
  const expected = /** @type {Record<string, unknown>} */ (JSON.parse(fields))
  const found = Object.fromEntries(Object.entries(session.user).filter(([name]) => name in expected))
  deepStrictEqual(JSON.parse(JSON.stringify(found)), expected)
  await sessions.updateLastSeen(session)
  await database.transaction((tx) => sessions.requireSession(tx, session))
  const stored = await providerTokens.findProviderTokens({ userId, provider: "oidc", issuer })
  ok(stored, "the tokens cannot be read")
  const lease = await providerTokens.acquireRefreshLease(stored)
  ok(lease, "the refresh lease cannot be acquired")
  await providerTokens.finishRefresh(stored, lease, null)
  await database.transaction((tx) => sessions.deleteSession(tx, sessionToken))
  equal(await findSession(sessionToken), null)
}
