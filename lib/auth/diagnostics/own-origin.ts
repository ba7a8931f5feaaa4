import { publicUrl } from "../../env"
import { AuthError } from "../errors"
import { requireOwnOrigin } from "../http/request-source"
import { fault, type Check } from "./check"

/** @returns the problem, if a request does not come from a page of this site */
export function checkOwnOrigin(headers: Headers): Check | undefined {
  try {
    requireOwnOrigin(headers)
    return undefined
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    return fault("origin", `the request came from ${error.details.received}`, `Open ${publicUrl("/setup")}.`)
  }
}
