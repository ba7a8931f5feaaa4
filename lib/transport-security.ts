// HTTP Strict Transport Security (RFC 6797). Not for a host on loopback, where the browser would then reject http.
import { isDeployed } from "./env"

/** Sets the header on a response of a deployed app. */
export function requireTransportSecurity(headers: Headers): void {
  if (isDeployed()) headers.set("strict-transport-security", "max-age=63072000")
}
