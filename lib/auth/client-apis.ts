// The APIs to which `providerFetch` may send a provider's tokens: its own addresses, and those that its file or the owner lists.
import { isLoopback } from "../env"
import type { Problem } from "../problem"
import { fromEnvironment, variable, type ReadValue } from "./client-registration"
import type { Provider } from "./providers/types"

/** The end of the variable's name. */
export const apisName = "apis"

/** The origins that the provider's file and AUTH_<PROVIDER>_APIS list, without what is no origin. */
export function listedApis(provider: Provider, read = fromEnvironment(provider)): string[] {
  return [...(provider.apis ?? []), ...ownersApis(read)].flatMap((text) =>
    isOrigin(text) ? [new URL(text).origin] : [],
  )
}

/** A problem if AUTH_<PROVIDER>_APIS lists something else than origins. */
export function apiProblems(provider: Provider, read = fromEnvironment(provider)): Problem[] {
  const wrong = ownersApis(read).filter((text) => !isOrigin(text))
  if (wrong.length === 0) return []
  return [
    {
      variable: variable(provider.id, apisName),
      problem: `lists ${wrong.join(", ")}.`,
      fix: "List the origins of APIs, separated by commas: https://api.example.com. A path is not part of an origin.",
    },
  ]
}

function ownersApis(read: ReadValue): string[] {
  return (read(apisName)?.split(",") ?? []).map((text) => text.trim())
}

/** A token leaves over https only, but for APIs on this machine. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, origin, href } = new URL(text)
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname))
  // "*" is a host for `URL`, and stands for none here.
  return isSafe && href === `${origin}/` && !hostname.includes("*")
}
