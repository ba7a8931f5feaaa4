// The operations that are measured, the same for every app. Each checks its result, since a wrong response may be a fast one.
import { approve } from "./provider.mjs"

/** @typedef {import("./app.mjs").App} App */
/** @typedef {import("./visitor.mjs").Visitor} Visitor */

let subjects = 0

/** A subject that is new to the database, also where an earlier run used the same one. */
export function newSubject() {
  return `p${process.pid}x${++subjects}`
}

/**
 * A whole sign-in, except for the provider's consent page.
 * @param {App} app
 * @param {import("./contenders.mjs").Kind} kind
 * @param {string} subject
 * @returns {Promise<Visitor>} the signed-in visitor
 * @throws {Error} with the app's response
 */
export async function signIn({ contender, visitor: connection }, kind, subject) {
  const visitor = connection.newVisitor()
  const authorizationUrl = await contender.begin(visitor, kind)
  const { status, location, text } = await visitor.get(approve(authorizationUrl, subject))
  if (status < 300 || status > 399 || !location.endsWith(returnPathOf(contender)))
    throw new Error(`${contender.title} did not sign in: ${status} ${location} ${text.slice(0, 300)}`)
  return visitor
}

/** @param {import("./contenders.mjs").Contender} contender */
function returnPathOf({ layers }) {
  return layers.length === 0 ? "/dashboard" : "/measured"
}

/**
 * @param {App} app
 * @param {Visitor} visitor
 * @returns {Promise<string>} the email address of the signed-in user
 */
export async function readSession({ contender }, visitor) {
  const { status, text } = await visitor.get("/api/me")
  if (status !== 200) throw new Error(`${contender.title} read no session: ${status} ${text.slice(0, 300)}`)
  return JSON.parse(text).email
}

/**
 * @param {App} app
 * @param {Visitor} visitor
 * @param {string} [path]
 */
export async function openPage({ contender }, visitor, path = "/measured") {
  const { status, text } = await visitor.get(path)
  if (status !== 200 || !text.includes("</html>"))
    throw new Error(`${contender.title} did not render ${path}: ${status}`)
  return text
}

/**
 * @param {App} app
 * @param {Visitor} visitor
 */
export async function signOut({ contender }, visitor) {
  const { status, text } = await contender.signOut(visitor)
  if (status >= 400) throw new Error(`${contender.title} did not sign out: ${status} ${text.slice(0, 300)}`)
}

/**
 * Signs in a new user and checks their session, so that nothing is measured on a broken app.
 * @param {App} app
 * @param {import("./contenders.mjs").Kind} [kind]
 */
export async function signInNewUser(app, kind = "oidc") {
  const subject = newSubject()
  const visitor = await signIn(app, kind, subject)
  const email = await readSession(app, visitor)
  if (email !== `${subject}@example.com`)
    throw new Error(`${app.contender.title}: the session of ${subject} belongs to ${email}.`)
  return visitor
}
