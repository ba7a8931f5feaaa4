import { createHmac } from "node:crypto"
import { withClient } from "../../scripts/database/client.mjs"
import { newSubject, readSession, signIn } from "../operations.mjs"
import { interleave, timed } from "../rounds.mjs"

const sessionsPerUser = 10

/**
 * How to insert generated users and sessions into the tables of an app, and the cookie of the n-th session.
 * @type {Record<string, { users: string, sessions: string, cookie: (n: number, app: import("../app.mjs").App) => [string, string] }>}
 */
const stores = {
  bare: { ...porticoTables(), cookie: (n) => ["session", `grown${n}`] },
  portico: {
    ...porticoTables(),
    cookie: (n, { visitor }) => [`session-${new URL(visitor.origin).port}`, `grown${n}`],
  },
  authjs: {
    users: `INSERT INTO "User" ("id", "name", "email", "updatedAt")
            SELECT 'grown' || n, 'Grown', 'grown' || n || '@example.com', now() FROM generate_series($1::int, $2::int) n`,
    sessions: `INSERT INTO "Session" ("sessionToken", "userId", "expires", "updatedAt")
               SELECT 'grown' || n, 'grown' || (n / ${sessionsPerUser}), now() + interval '30 days', now()
               FROM generate_series($1::int, $2::int) n`,
    cookie: (n) => ["authjs.session-token", `grown${n}`],
  },
  "better-auth": {
    users: `INSERT INTO "user" ("id", "name", "email")
            SELECT 'grown' || n, 'Grown', 'grown' || n || '@example.com' FROM generate_series($1::int, $2::int) n`,
    sessions: `INSERT INTO "session" ("id", "token", "userId", "expiresAt", "updatedAt")
               SELECT 'grown' || n, 'grown' || n, 'grown' || (n / ${sessionsPerUser}), now() + interval '7 days', now()
               FROM generate_series($1::int, $2::int) n`,
    cookie(n, { contender, visitor }) {
      const { BETTER_AUTH_SECRET = "" } = contender.env({
        origin: visitor.origin,
        provider: "",
        database: "",
      })
      const token = `grown${n}`
      const signature = createHmac("sha256", BETTER_AUTH_SECRET).update(token).digest("base64")
      return ["better-auth.session_token", encodeURIComponent(`${token}.${signature}`)]
    },
  },
}

/** Session reads and repeat sign-ins while the number of sessions grows. @type {import("../run.mjs").Phase} */
export async function growth({ startedApps, databases, quick }) {
  const apps = (await startedApps()).filter(({ contender }) => contender.id in stores)
  /** @type {Map<import("../app.mjs").App, Record<string, import("../rounds.mjs").Figure>>} */
  const figures = new Map(apps.map((app) => [app, {}]))
  let previousSize = 0
  for (const size of quick ? [1e3, 1e4] : [1e3, 1e4, 1e5, 1e6]) {
    for (const { contender } of apps) {
      const [database, store] = [databases[contender.database], stores[contender.id]]
      if (database && store) await insertSessions(database, store, previousSize, size)
    }
    previousSize = size
    const measured = await interleave(apps, quick ? 2 : 7, (app) => measureAt(size, app, quick))
    for (const [app, { session, repeat }] of measured)
      Object.assign(figures.get(app) ?? {}, { [`session ${size}`]: session, [`repeat ${size}`]: repeat })
  }
  return figures
}

/**
 * @param {number} size
 * @param {import("../app.mjs").App} app
 * @param {boolean} quick
 */
async function measureAt(size, app, quick) {
  const visitor = app.visitor.newVisitor()
  const session = await timed(app, quick ? 40 : 150, async () => {
    const cookie = stores[app.contender.id]?.cookie(Math.floor(Math.random() * size), app)
    if (cookie) visitor.cookies.set(...cookie)
    await readSession(app, visitor)
  })
  const subject = newSubject()
  await signIn(app, "oidc", subject)
  const repeat = await timed(app, quick ? 5 : 15, () => signIn(app, "oidc", subject))
  return { session: session.ms, repeat: repeat.ms }
}

/**
 * @param {string} database
 * @param {{ users: string, sessions: string }} store
 * @param {number} from the present number of sessions
 * @param {number} to the number of sessions afterwards
 */
async function insertSessions(database, { users, sessions }, from, to) {
  await withClient(database, async (client) => {
    await client.query(users, [from / sessionsPerUser, to / sessionsPerUser - 1])
    await client.query(sessions, [from, to - 1])
    await client.query("VACUUM ANALYZE")
  })
}

/** The bare limit uses Portico's tables too. They hold the token's hash in base64url. */
function porticoTables() {
  return {
    users: `INSERT INTO "User" ("id", "name", "email", "updatedAt")
            SELECT 'grown' || n, 'Grown', 'grown' || n || '@example.com', now() FROM generate_series($1::int, $2::int) n`,
    sessions: `INSERT INTO "Session" ("id", "sessionToken", "userId", "expires")
               SELECT 'grown' || n,
                      translate(rtrim(encode(sha256(('grown' || n)::bytea), 'base64'), '='), '+/', '-_'),
                      'grown' || (n / ${sessionsPerUser}), now() + interval '20 days'
               FROM generate_series($1::int, $2::int) n`,
  }
}
