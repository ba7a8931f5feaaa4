// Every provider of @auth/core, better-auth, arctic and grant, as installed, is one of ours or left out with a reason.
import { leftOut } from "../../scripts/providers/left-out.mjs"
import { idIn } from "./aliases.mjs"
import { catalogue } from "./catalogue.mjs"
import { arctic, authjs, betterAuth, grant } from "./peers.mjs"

const ours = new Set(catalogue.map(({ id }) => id))
const peers = { authjs: authjs(), "better-auth": betterAuth(), arctic: arctic(), grant: grant() }
const missing = []
for (const [peer, names] of Object.entries(peers)) {
  const ids = names.map((name) => idIn(peer, name))
  const covered = ids.filter((id) => ours.has(id))
  const explained = ids.filter((id) => id in leftOut)
  missing.push(...ids.filter((id) => !ours.has(id) && !(id in leftOut)).map((id) => `${peer}: ${id}`))
  console.log(
    `${peer}: ${names.length}, of which ${covered.length} are ours and ${explained.length} are left out`,
  )
}
if (missing.length > 0) console.log(`Neither covered nor left out:\n${missing.join("\n")}`)
process.exitCode = missing.length > 0 ? 1 : 0
