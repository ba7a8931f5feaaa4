// Development on a machine whose ports are forwarded, such as GitHub Codespaces. The app reaches the local identity servers on
// localhost, and the browser at their public addresses. The launcher names both: `http://localhost:4010=https://…`.
import { forwardsPorts, setting } from "./env"

/** The address at which the visitor's browser reaches a provider. */
export function addressForBrowser(address: string): string {
  if (!forwardsPorts()) return address
  const url = new URL(address)
  const pairs = setting("PORTICO_FORWARDED")?.split(",") ?? []
  const forwarded = pairs.map((pair) => pair.split("=")).find(([local]) => local === url.origin)?.[1]
  return forwarded === undefined ? address : address.replace(url.origin, () => forwarded)
}
