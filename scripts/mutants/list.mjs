import { accounts } from "./accounts.mjs"
import { requests } from "./requests.mjs"
import { previews } from "./previews.mjs"
import { protocols } from "./protocols.mjs"
import { sessions } from "./sessions.mjs"

/** Every mutant. A place in this list is its number. */
export const mutants = [...requests, ...sessions, ...accounts, ...protocols, ...previews]
