// Visitors who come at once, and what each of them was told.
import { setTimeout as sleep } from "node:timers/promises"
import { Refused, Visitor } from "./visitor.mjs"

/**
 * @typedef {object} CheckedMessage what a crowd was told
 * @property {{ sub: string, session: string }[]} signIns those that were told to have succeeded, and have not left
 * @property {{ kind: "signIn" | "read" | "signOut", at: number, took: number }[]} done
 * @property {{ kind: string, at: number, code: string, status: number, message: string }[]} refused
 */

let crowds = 0

/**
 * Lets visitors come while some work goes on, each as soon as one is done: signs in as a new person or, every other time,
 * as one who was here; reads the session and looks whose it is. Whoever is refused comes again.
 * @param {import("./visitor.mjs").Site} site
 * @param {{ visitors: number, reads?: number, leave?: boolean }} options visitors: how many at once; leave: they sign out
 * @param {() => Promise<unknown>} work
 * @returns {Promise<{ prefix: string, told: CheckedMessage }>} when the last one is gone
 */
export async function crowd(site, { visitors, reads = 8, leave = false }, work) {
  const prefix = `crowd${++crowds}-`
  /** @type {CheckedMessage} */
  const told = { signIns: [], done: [], refused: [] }
  let isOver = false
  let people = 0

  /** @param {"signIn" | "read" | "signOut"} kind @param {() => Promise<void>} work */
  async function attempt(kind, work) {
    const began = performance.now()
    try {
      await work()
      told.done.push({ kind, at: Date.now(), took: performance.now() - began })
      return true
    } catch (error) {
      const { code, status, message } = error instanceof Refused ? error : dropped(error)
      told.refused.push({ kind, at: Date.now(), code, status, message })
      await sleep(50)
      return false
    }
  }

  async function come() {
    for (let visits = 0; !isOver; visits++) {
      const sub = `${prefix}${visits % 2 === 0 || people < visitors ? people++ : Math.floor(Math.random() * people)}`
      let visitor = new Visitor(site)
      while (!(await attempt("signIn", () => visitor.signIn(sub)))) {
        if (isOver) return
        visitor = new Visitor(site)
      }
      if (!visitor.session) throw new Error("signed in without a session")
      const signIn = { sub, session: visitor.session }
      told.signIns.push(signIn)
      for (let read = 0; read < reads && !isOver; read++) await attempt("read", () => visitor.expect(sub))
      if (leave && (await attempt("signOut", () => visitor.signOut())))
        told.signIns.splice(told.signIns.indexOf(signIn), 1)
    }
  }

  const all = Promise.all(Array.from({ length: visitors }, come))
  try {
    await work()
  } finally {
    isOver = true
    await all
  }
  return { prefix, told }
}

/** The way to the app broke. @param {unknown} error */
function dropped(error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "dropped"
  return { code, status: 0, message: String(error) }
}

/** Refusals by code, as one line. @param {CheckedMessage["refused"]} refused */
export function summary(refused) {
  /** @type {Record<string, number>} */
  const counts = {}
  for (const { kind, status, code } of refused) {
    const key = `${kind}: ${status} ${code}`
    counts[key] = (counts[key] ?? 0) + 1
  }
  return Object.entries(counts)
    .map(([key, count]) => `${count} × ${key}`)
    .join(", ")
}
