import { transaction } from "../../db"
import { env } from "../../env"
import { recordActivity } from "../activity"
import { config } from "../config"
import { returnPath } from "../return-path"
import { closeSession, forgetSession } from "../sessions"
import { currentVisitor } from "../visitor"

/**
 * Ends this browser's session.
 *
 * @param destination where to go then; anything but a path of this site is ignored
 * @returns the path of this site to go to
 */
export async function endSession(destination: unknown): Promise<string> {
  const visitor = await currentVisitor()
  await transaction(async (tx) => {
    const session = await closeSession(tx)
    if (session) await recordActivity(tx, { event: "signed_out", ...session, ...visitor })
  })
  await forgetSession()
  return returnPath(destination, env().origin) ?? config.pages.afterSignOut
}
