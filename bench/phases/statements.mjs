import { setTimeout as wait } from "node:timers/promises"
import { start } from "../app.mjs"
import { newSubject, openPage, readSession, signIn, signInNewUser, signOut } from "../operations.mjs"
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
    const subject = newSubject()
    const operations = {
      first: () => signIn(app, "oidc", subject),
      repeat: () => signIn(app, "oidc", subject),
      session: (/** @type {import("../visitor.mjs").Visitor} */ visitor) => readSession(app, visitor),
      dashboard: (/** @type {import("../visitor.mjs").Visitor} */ visitor) => openPage(app, visitor),
      out: (/** @type {import("../visitor.mjs").Visitor} */ visitor) => signOut(app, visitor),
    }
    /** @type {Record<string, { value: number }>} */
    const figures = {}
    let visitor = app.visitor
    await takeWhenIdle(proxy.take)
    for (const [name, work] of Object.entries(operations)) {
      const before = await providerRequests(build.provider)
      const result = await work(visitor)
      if (name === "repeat" && typeof result === "object") {
        visitor = result
        figures["cookies at rest"] = { value: visitor.cookieBytes() }
      }
      const recorded = await takeWhenIdle(proxy.take)
      const queries = recorded.filter((statement) => !transactionControl.test(statement))
      figures[`${name} requests`] = { value: (await providerRequests(build.provider)) - before }
      figures[`${name} statements`] = { value: queries.length }
      figures[`${name} transactions`] = {
        value: recorded.filter((sql) => /^\s*(BEGIN|START)/i.test(sql)).length,
      }
      figures[`${name} writes`] = {
        value: queries.flatMap((statement) => statement.match(writes) ?? []).length,
      }
    }
    const newVisitor = app.visitor.newVisitor()
    await app.contender.begin(newVisitor, "oidc")
    figures["cookies of an attempt"] = { value: newVisitor.cookieBytes() }
    await app.close()
    counted.set(app, figures)
  }
  return counted
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
