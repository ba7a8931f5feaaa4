import { existsSync } from "node:fs"
import { join } from "node:path"
import { root } from "../test/program.mjs"
import { accounts } from "./accounts.mjs"
import { connectionPages } from "./connection-pages.mjs"
import { connections } from "./connections.mjs"
import { networks } from "./networks.mjs"
import { previews } from "./previews.mjs"
import { protocols } from "./protocols.mjs"
import { requests } from "./requests.mjs"
import { scopes } from "./scopes.mjs"
import { sessions } from "./sessions.mjs"

/** All mutants, except those of deleted files. The index in this list is a mutant's number. */
export const mutants = [
  ...requests,
  ...sessions,
  ...accounts,
  ...scopes,
  ...protocols,
  ...networks,
  ...previews,
  ...connectionPages,
  ...connections,
].filter(({ file }) => existsSync(join(root, file)))
