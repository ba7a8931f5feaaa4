import { createHmac } from "node:crypto"
import { withClient } from "../../scripts/database/client.mjs"
import { newSubject, readSession, signIn } from "../operations.mjs"
import { interleave, timed } from "../rounds.mjs"

const perUser = 10

/**
 * How an app keeps the sessions that a run makes up, and what cookie leads to the n-th of them.
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
               SELECT 'grown' || n, 'grown' || (n / ${perUser}), now() + interval '30 days', now()
               FROM generate_series($1::int, $2::int) n`,
    cookie: (n) => ["authjs.session-token", `grown${n}`],
  },
  "better-auth": {
    users: `INSERT INTO "user" ("id", "name", "email")
            SELECT 'grown' || n, 'Grown', 'grown' || n || '@example.com' FROM generate_series($1::int, $2::int) n`,
    sessions: `INSERT INTO "session" ("id", "token", "userId", "expiresAt", "updatedAt")
               SELECT 'grown' || n, 'grown' || n, 'grown' || (n / ${perUser}), now() + interval '7 days', now()
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

/** Reads any of so many sessions, and signs in among them. @type {import("../run.mjs").Phase} */
export async function growth({ fleet, databases, quick }) {
  const apps = (await fleet()).filter(({ contender }) => contender.id in stores)
  /** @type {Map<import("../app.mjs").App, Record<string, import("../rounds.mjs").Figure>>} */
  const figures = new Map(apps.map((app) => [app, {}]))
  let from = 0
  for (const size of quick ? [1e3, 1e4] : [1e3, 1e4, 1e5, 1e6]) {
    for (const { contender } of apps) {
      const [database, store] = [databases[contender.database], stores[contender.id]]
      if (database && store) await grow(database, store, from, size)
    }
    from = size
    const measured = await interleave(apps, quick ? 2 : 7, (app) => among(app, size, quick))
    for (const [app, { session, repeat }] of measured)
      Object.assign(figures.get(app) ?? {}, { [`session ${size}`]: session, [`repeat ${size}`]: repeat })
  }
  return figures
}

/**
 * @param {import("../app.mjs").App} app
 * @param {number} size
 * @param {boolean} quick
 */
async function among(app, size, quick) {
  const person = app.visitor.stranger()
  const session = await timed(app, quick ? 40 : 150, async () => {
    const cookie = stores[app.contender.id]?.cookie(Math.floor(Math.random() * size), app)
    if (cookie) person.cookies.set(...cookie)
    await readSession(app, person)
  })
  const subject = newSubject()
  await signIn(app, "oidc", subject)
  const repeat = await timed(app, quick ? 5 : 15, () => signIn(app, "oidc", subject))
  return { session: session.ms, repeat: repeat.ms }
}

/**
 * @param {string} database
 * @param {{ users: string, sessions: string }} store
 * @param {number} from how many sessions there are
 * @param {number} to how many there will be
 */
async function grow(database, { users, sessions }, from, to) {
  await withClient(database, async (client) => {
    await client.query(users, [from / perUser, to / perUser - 1])
    await client.query(sessions, [from, to - 1])
    await client.query("VACUUM ANALYZE")
  })
}

/** The bare limit has Portico's tables: the token's hash in base64url. */
function porticoTables() {
  return {
    users: `INSERT INTO "User" ("id", "name", "email", "updatedAt")
            SELECT 'grown' || n, 'Grown', 'grown' || n || '@example.com', now() FROM generate_series($1::int, $2::int) n`,
    sessions: `INSERT INTO "Session" ("id", "sessionToken", "userId", "expires")
               SELECT 'grown' || n,
                      translate(rtrim(encode(sha256(('grown' || n)::bytea), 'base64'), '='), '+/', '-_'),
                      'grown' || (n / ${perUser}), now() + interval '20 days'
               FROM generate_series($1::int, $2::int) n`,
  }
}
