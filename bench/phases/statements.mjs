import { setTimeout as wait } from "node:timers/promises"
import { start } from "../app.mjs"
import { enter, newSubject, openPage, readSession, signIn, signOut } from "../operations.mjs"
import { openWiretap } from "../wiretap.mjs"

const edges = /^\s*(BEGIN|START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET)\b/i
const writes = /\b(INSERT INTO|UPDATE|DELETE FROM)\s+["\w]/gi

/**
 * What each operation asks of the database, heard on the wire, and what the browser has to carry.
 * @type {import("../run.mjs").Phase}
 */
export async function statements({ builds }) {
  const counted = new Map()
  for (const build of builds.filter(({ contender }) => !contender.builtAs)) {
    const tap = await openWiretap(build.database)
    const app = await start(build, { database: tap.url })
    // What is done once per process and route belongs to no operation.
    await openPage(app, await enter(app))
    await signOut(app, await enter(app, "oauth2"))
    const subject = newSubject()
    const operations = {
      first: () => signIn(app, "oidc", subject),
      repeat: () => signIn(app, "oidc", subject),
      session: (/** @type {import("../visitor.mjs").Visitor} */ person) => readSession(app, person),
      dashboard: (/** @type {import("../visitor.mjs").Visitor} */ person) => openPage(app, person),
      out: (/** @type {import("../visitor.mjs").Visitor} */ person) => signOut(app, person),
    }
    /** @type {Record<string, { value: number }>} */
    const figures = {}
    let person = app.visitor
    await quiet(tap.take)
    for (const [name, work] of Object.entries(operations)) {
      const result = await work(person)
      if (name === "repeat" && typeof result === "object") {
        person = result
        figures["cookies at rest"] = { value: person.cookieBytes() }
      }
      const heard = await quiet(tap.take)
      const asked = heard.filter((statement) => !edges.test(statement))
      figures[`${name} statements`] = { value: asked.length }
      figures[`${name} transactions`] = {
        value: heard.filter((sql) => /^\s*(BEGIN|START)/i.test(sql)).length,
      }
      figures[`${name} writes`] = {
        value: asked.flatMap((statement) => statement.match(writes) ?? []).length,
      }
    }
    const beginner = app.visitor.stranger()
    await app.contender.begin(beginner, "oidc")
    figures["cookies of an attempt"] = { value: beginner.cookieBytes() }
    await app.close()
    counted.set(app, figures)
  }
  return counted
}

/**
 * What was heard once nothing more comes: some work follows the answer.
 * @param {() => string[]} take
 */
async function quiet(take) {
  const heard = []
  for (;;) {
    await wait(150)
    const more = take()
    if (more.length === 0) return heard
    heard.push(...more)
  }
}
