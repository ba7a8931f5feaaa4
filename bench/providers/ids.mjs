// Checks that every provider of the installed @auth/core, better-auth, arctic and grant is covered, or left out with a reason.
import { leftOut } from "../../scripts/providers/left-out.mjs"
import { idIn } from "./aliases.mjs"
import { catalogue } from "./catalogue.mjs"
import { arctic, authjs, betterAuth, grant } from "./peers.mjs"

const ownIds = new Set(catalogue.map(({ id }) => id))
const peers = { authjs: authjs(), "better-auth": betterAuth(), arctic: arctic(), grant: grant() }
const missing = []
for (const [peer, names] of Object.entries(peers)) {
  const ids = names.map((name) => idIn(peer, name))
  const covered = ids.filter((id) => ownIds.has(id))
  const explained = ids.filter((id) => id in leftOut)
  missing.push(...ids.filter((id) => !ownIds.has(id) && !(id in leftOut)).map((id) => `${peer}: ${id}`))
  console.log(
    `${peer}: ${names.length} providers, ${covered.length} covered and ${explained.length} left out`,
  )
}
if (missing.length > 0) console.log(`Neither covered nor left out:\n${missing.join("\n")}`)
process.exitCode = missing.length > 0 ? 1 : 0
