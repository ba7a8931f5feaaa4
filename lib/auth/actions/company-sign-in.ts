import { env } from "../../env"
import { connectionForEmail } from "../connection-access"
import { AuthError } from "../errors"
import { returnPath } from "../http/return-path"
import { currentVisitor } from "../http/visitor"
import { asAuthError } from "../report-error"
import { limitVisitor } from "../store/rate-limits"
import { startSignIn } from "./sign-in"

/**
 * Starts a sign-in with the connection that has proved the domain of an address (home realm discovery).
 *
 * Visitors learn of a domain only where it leads: every other address, and a text that is none, gets the same error. Each attempt
 * counts, so that no one can try a list of domains.
 *
 * @returns the address at the provider to which the visitor is redirected
 * @throws AuthError company_unknown, rate_limited, or the code of the step that failed
 */
export async function startCompanySignIn(email: unknown, destination: unknown): Promise<string> {
  const returnTo = returnPath(destination, env()) ?? undefined
  try {
    await limitVisitor("company", await currentVisitor(), "all")
    const found = typeof email === "string" ? await connectionForEmail(email) : undefined
    if (!found) throw new AuthError("company_unknown")
    return await startSignIn({
      providerId: found.id,
      destination,
      param: (name) => (name === "login_hint" ? found.loginHint : undefined),
    })
  } catch (error) {
    throw asAuthError(error, { returnTo })
  }
}
