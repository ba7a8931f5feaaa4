import { errors } from "jose"
import { requestPolicy } from "../oauth/client-options"
import { readKeys } from "../oauth/discovery"
import type { RequestContext } from "../oauth/protocol"
import { causesOf, fault, ok, unreachable, type Check } from "./check"

/** Reads the keys with which the issuer signs ID tokens (RFC 7517). */
export async function checkKeys(ctx: RequestContext, address: string): Promise<Check> {
  try {
    await readKeys(address, requestPolicy(ctx))
    return ok("keys", `${address} can be read`)
  } catch (error) {
    const isInvalid = causesOf(error).some((cause) => cause instanceof errors.JWKSInvalid)
    return isInvalid
      ? fault(
          "keys",
          `${address} is not a key set`,
          "The provider's operator must fix it: no ID token can be verified.",
        )
      : unreachable("keys", error)
  }
}
