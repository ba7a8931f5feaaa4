import { setTimeout as wait } from "node:timers/promises"
import { start } from "../app.mjs"
import { newSubject, openPage, readSession, signIn, signInNewUser, signOut } from "../operations.mjs"
import { median } from "../rounds.mjs"
import { openStatementProxy } from "../statement-proxy.mjs"

const transactionControl = /^\s*(BEGIN|START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET)\b/i
const writes = /\b(INSERT INTO|UPDATE|DELETE FROM)\s+["\w]/gi

/**
 * Counts the statements of each operation, recorded between app and database, its requests to the provider, and the bytes of
 * its cookies.
 * @type {import("../run.mjs").Phase}
 */
export async function statements({ builds }) {
  const counted = new Map()
  for (const build of builds.filter(({ contender }) => !contender.builtAs)) {
    const proxy = await openStatementProxy(build.database)
    const app = await start(build, { database: proxy.url })
    // Statements that run once per process or route do not count.
    await openPage(app, await signInNewUser(app))
    await signOut(app, await signInNewUser(app, "oauth2"))
    const figures = await countOperations(app, build.provider, proxy.take)
    const newVisitor = app.visitor.newVisitor()
    await app.contender.begin(newVisitor, "oidc")
    figures["cookies of an attempt"] = { value: newVisitor.cookieBytes() }
    await app.close()
    counted.set(app, figures)
  }
  return counted
}

/**
 * Counts each operation for several new users in turn. A figure is the median: a statement that a process runs once in two seconds is
 * not one of an operation.
 *
 * @param {import("../app.mjs").App} app
 * @param {string} provider
 * @param {() => string[]} take
 */
async function countOperations(app, provider, take) {
  const users = Array.from({ length: 5 }, () => ({ subject: newSubject(), visitor: app.visitor }))
  /** @type {Record<string, (user: typeof users[number]) => Promise<unknown>>} */
  const operations = {
    first: ({ subject }) => signIn(app, "oidc", subject),
    repeat: async (user) => (user.visitor = await signIn(app, "oidc", user.subject)),
    session: ({ visitor }) => readSession(app, visitor),
    dashboard: ({ visitor }) => openPage(app, visitor),
    out: ({ visitor }) => signOut(app, visitor),
  }
  /** @type {Record<string, { value: number }>} */
  const figures = {}
  await takeWhenIdle(take)
  for (const [name, work] of Object.entries(operations)) {
    const counts = []
    for (const user of users) {
      const before = await providerRequests(provider)
      await work(user)
      const recorded = await takeWhenIdle(take)
      const queries = recorded.filter((statement) => !transactionControl.test(statement))
      counts.push({
        requests: (await providerRequests(provider)) - before,
        statements: queries.length,
        transactions: recorded.filter((sql) => /^\s*(BEGIN|START)/i.test(sql)).length,
        writes: queries.flatMap((statement) => statement.match(writes) ?? []).length,
      })
    }
    for (const figure of /** @type {const} */ (["requests", "statements", "transactions", "writes"]))
      figures[`${name} ${figure}`] = { value: median(counts.map((count) => count[figure])) }
    if (name === "repeat") figures["cookies at rest"] = { value: users[0]?.visitor.cookieBytes() ?? 0 }
  }
  return figures
}

/**
 * @param {string} provider
 * @returns {Promise<number>} how many requests it has received for tokens and userinfo
 */
async function providerRequests(provider) {
  const response = await fetch(`${provider}/count`)
  return Number(await response.text())
}

/**
 * Takes the recorded statements once no more arrive: an app may run some after its response.
 * @param {() => string[]} take
 */
async function takeWhenIdle(take) {
  const statements = []
  for (;;) {
    await wait(150)
    const more = take()
    if (more.length === 0) return statements
    statements.push(...more)
  }
}
