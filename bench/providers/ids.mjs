// Checks that every provider of the installed peers, and of those with a stored list, is covered or left out with a reason.
import { leftOut } from "../../scripts/providers/left-out.mjs"
import { idIn, sameId } from "./aliases.mjs"
import { catalogue } from "./catalogue.mjs"
import { arctic, auth0, authjs, betterAuth, clerk, grant, supabase } from "./peers.mjs"
import { stored } from "./stored.mjs"

const ownIds = new Set(catalogue.map(({ id }) => id))
const knownIds = [...ownIds, ...Object.keys(leftOut)]
const peers = {
  authjs: authjs(),
  "better-auth": betterAuth(),
  arctic: arctic(),
  grant: grant(),
  supabase: supabase(),
  clerk: clerk(),
  auth0: auth0(),
  ...Object.fromEntries(Object.entries(stored).map(([peer, { names }]) => [peer, names])),
}
const missing = []
for (const [peer, names] of Object.entries(peers)) {
  const ids = names.map((name) => sameId(idIn(peer, name), knownIds))
  const covered = ids.filter((id) => ownIds.has(id))
  const explained = ids.filter((id) => id in leftOut)
  missing.push(...ids.filter((id) => !ownIds.has(id) && !(id in leftOut)).map((id) => `${peer}: ${id}`))
  const date = stored[peer] ? `, in its list of ${stored[peer].date}` : ""
  console.log(
    `${peer}: ${names.length} providers${date}, ${covered.length} covered and ${explained.length} left out`,
  )
}
if (missing.length > 0) console.log(`Neither covered nor left out:\n${missing.join("\n")}`)
process.exitCode = missing.length > 0 ? 1 : 0
