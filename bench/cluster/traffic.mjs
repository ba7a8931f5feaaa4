// Concurrent visitors, and a log of what the app responded to each.
import { setTimeout as sleep } from "node:timers/promises"
import { RequestError, Visitor } from "./visitor.mjs"

/**
 * @typedef {object} TrafficLog
 * @property {{ sub: string, session: string }[]} signIns successful ones whose visitor has not signed out
 * @property {{ kind: "signIn" | "read" | "signOut", at: number, took: number }[]} succeeded
 * @property {{ kind: string, at: number, code: string, status: number, message: string }[]} failed
 */

let runs = 0

/**
 * Runs concurrent visitors until `work` is done. Each signs in as a new user or, every other time, as an earlier one, and
 * then reads the session and checks its user. A visitor whose sign-in fails signs in again.
 * @param {import("./visitor.mjs").Site} site
 * @param {{ visitors: number, reads?: number, signOut?: boolean }} options visitors: at a time; signOut: at the end of a visit
 * @param {() => Promise<unknown>} work
 * @returns {Promise<{ prefix: string, log: TrafficLog }>} once the last visitor is done
 */
export async function withTraffic(site, { visitors, reads = 8, signOut = false }, work) {
  const prefix = `traffic${++runs}-`
  /** @type {TrafficLog} */
  const log = { signIns: [], succeeded: [], failed: [] }
  let isOver = false
  let users = 0

  /** @param {"signIn" | "read" | "signOut"} kind @param {() => Promise<void>} operation */
  async function attempt(kind, operation) {
    const began = performance.now()
    try {
      await operation()
      log.succeeded.push({ kind, at: Date.now(), took: performance.now() - began })
      return true
    } catch (error) {
      const { code, status, message } = error instanceof RequestError ? error : connectionFailure(error)
      log.failed.push({ kind, at: Date.now(), code, status, message })
      await sleep(50)
      return false
    }
  }

  async function visit() {
    for (let visits = 0; !isOver; visits++) {
      const sub = `${prefix}${visits % 2 === 0 || users < visitors ? users++ : Math.floor(Math.random() * users)}`
      let visitor = new Visitor(site)
      while (!(await attempt("signIn", () => visitor.signIn(sub)))) {
        if (isOver) return
        visitor = new Visitor(site)
      }
      if (!visitor.session) throw new Error("signed in without a session")
      const signIn = { sub, session: visitor.session }
      log.signIns.push(signIn)
      for (let read = 0; read < reads && !isOver; read++) await attempt("read", () => visitor.expect(sub))
      if (signOut && (await attempt("signOut", () => visitor.signOut())))
        log.signIns.splice(log.signIns.indexOf(signIn), 1)
    }
  }

  const all = Promise.all(Array.from({ length: visitors }, visit))
  try {
    await work()
  } finally {
    isOver = true
    await all
  }
  return { prefix, log }
}

/** @param {unknown} error */
function connectionFailure(error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "dropped"
  return { code, status: 0, message: String(error) }
}

/** Counts failures by code, in one line. @param {TrafficLog["failed"]} failed */
export function summary(failed) {
  /** @type {Record<string, number>} */
  const counts = {}
  for (const { kind, status, code } of failed) {
    const key = `${kind}: ${status} ${code}`
    counts[key] = (counts[key] ?? 0) + 1
  }
  return Object.entries(counts)
    .map(([key, count]) => `${count} × ${key}`)
    .join(", ")
}
