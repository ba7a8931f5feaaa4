// Work after the response that no visitor waits for. It can fail a request neither by starting nor by throwing.
import { after } from "next/server.js"
import { reportError } from "./report-error"

/**
 * Runs work after the response, best effort. Without a request (in a script or a scheduled job), and on a platform that lacks
 * the `waitUntil` which Next's `after` needs, it runs at once and may end with the process. A failure is logged.
 *
 * @param providerId the provider that the work concerns, for the log
 */
export function afterResponse(work: () => unknown, providerId = ""): void {
  const run = async () => {
    try {
      await work()
    } catch (error) {
      reportError(error, providerId)
    }
  }
  try {
    after(run)
  } catch {
    void run()
  }
}
