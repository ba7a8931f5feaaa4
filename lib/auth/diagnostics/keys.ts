import { requestPolicy } from "../oauth/client-options"
import { readKeys } from "../oauth/discovery"
import type { RequestContext } from "../oauth/protocol"
import { type Check, causesOf, fault, ok, unanswered } from "./check"

/** Reads the keys that the issuer signs ID tokens with (RFC 7517). */
export async function checkKeys(ctx: RequestContext, address: string): Promise<Check> {
  try {
    await readKeys(address, requestPolicy(ctx))
    return ok("keys", `${address} can be read`)
  } catch (error) {
    const cause = causesOf(error).find((found) => Object(found).code === "ERR_JWKS_INVALID")
    return cause
      ? fault("keys", `${address} is no key set`, "Its operator must mend it: no ID token can be checked.")
      : unanswered("keys", error)
  }
}
