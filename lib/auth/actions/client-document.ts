import { AuthError } from "../errors"
import { clientFor } from "../find-client"
import { clientMetadata } from "../unregistered-client"

/**
 * The document to which the id of an unregistered client leads.
 *
 * @returns JSON
 * @throws AuthError unknown_provider, not_found for a client without one
 */
export async function clientDocument(providerId: string): Promise<string> {
  const metadata = clientMetadata(await clientFor(providerId))
  if (!metadata) throw new AuthError("not_found")
  return JSON.stringify(metadata)
}
