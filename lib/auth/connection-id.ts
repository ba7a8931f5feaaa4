// The ids of connections (lib/auth/connections), which take the place of a provider's id.
import { randomBytes } from "node:crypto"

/** No provider can have such an id: `_` separates the words of a variable, so it is in no provider's id. */
export function isConnectionId(id: string): boolean {
  return /^c_[\da-f]{20}$/.test(id)
}

export function newConnectionId(): string {
  return `c_${randomBytes(10).toString("hex")}`
}
