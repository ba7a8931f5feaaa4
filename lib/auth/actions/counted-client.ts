// The client with which a visitor begins a sign-in, and the rate limit of beginning. For a connection both are one statement.
import type { Client } from "../clients"
import { findAndCountConnection } from "../connection-access"
import { isConnectionId } from "../connection-id"
import { clientFor, requireClient } from "../find-client"
import type { Visitor } from "../http/visitor"
import { limitVisitor, requireWithinLimit, visitorCounter } from "../store/rate-limits"

/**
 * @returns limitRate: throws rate_limited. It is called after the request has been checked, with the attempt that the error belongs to
 * @throws AuthError unknown_provider
 */
export async function countedClient(
  providerId: string,
  visitor: Visitor,
): Promise<{ client: Client; limitRate: () => Promise<void> }> {
  const counter = isConnectionId(providerId) ? visitorCounter("signin", visitor, providerId) : null
  if (!counter)
    return {
      client: await clientFor(providerId),
      limitRate: () => limitVisitor("signin", visitor, providerId),
    }
  const { client, count } = requireClient(await findAndCountConnection(providerId, counter))
  return { client, limitRate: async () => requireWithinLimit(counter, count) }
}
