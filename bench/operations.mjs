// What a visitor does, alike at every app. Each checks that it was done: a wrong answer may be a quick one.
import { approve } from "./provider.mjs"

/** @typedef {import("./app.mjs").App} App */
/** @typedef {import("./visitor.mjs").Visitor} Visitor */

let people = 0

/** A subject that nobody had before, in this run or an older one on the same database. */
export function newSubject() {
  return `p${process.pid}x${++people}`
}

/**
 * A whole sign-in, but for the page on which the visitor approves.
 * @param {App} app
 * @param {import("./contenders.mjs").Kind} kind
 * @param {string} subject
 * @returns {Promise<Visitor>} who is signed in now
 * @throws {Error} with the app's answer
 */
export async function signIn({ contender, visitor }, kind, subject) {
  const person = visitor.stranger()
  const authorization = await contender.begin(person, kind)
  const { status, location, text } = await person.get(approve(authorization, subject))
  if (status < 300 || status > 399 || !location.endsWith(destination(contender)))
    throw new Error(`${contender.title} refused a sign-in: ${status} ${location} ${text.slice(0, 300)}`)
  return person
}

/** @param {import("./contenders.mjs").Contender} contender */
function destination({ layers }) {
  return layers.length === 0 ? "/dashboard" : "/measured"
}

/**
 * @param {App} app
 * @param {Visitor} person
 * @returns {Promise<string>} the address of who is signed in
 */
export async function readSession({ contender }, person) {
  const { status, text } = await person.get("/api/me")
  if (status !== 200) throw new Error(`${contender.title} read no session: ${status} ${text.slice(0, 300)}`)
  return JSON.parse(text).email
}

/**
 * @param {App} app
 * @param {Visitor} person
 * @param {string} [path]
 */
export async function openPage({ contender }, person, path = "/measured") {
  const { status, text } = await person.get(path)
  if (status !== 200 || !text.includes("</html>"))
    throw new Error(`${contender.title} shows no ${path}: ${status}`)
  return text
}

/**
 * @param {App} app
 * @param {Visitor} person
 */
export async function signOut({ contender }, person) {
  const { status, text } = await contender.leave(person)
  if (status >= 400) throw new Error(`${contender.title} refused a sign-out: ${status} ${text.slice(0, 300)}`)
}

/**
 * Signs in and asks who that is, as a check of everything before anything is measured.
 * @param {App} app
 * @param {import("./contenders.mjs").Kind} [kind]
 */
export async function enter(app, kind = "oidc") {
  const subject = newSubject()
  const person = await signIn(app, kind, subject)
  const email = await readSession(app, person)
  if (email !== `${subject}@example.com`)
    throw new Error(`${app.contender.title} took ${subject} for ${email}.`)
  return person
}
