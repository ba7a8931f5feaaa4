// Ports for the apps of a worker.
import { randomInt } from "node:crypto"
import { freePort, lowest } from "../../scripts/lib/ports.mjs"

/** How many ports each worker has. There are at most four workers. */
const share = 3_000

const given = new Set<number>()

/**
 * A free port that neither another worker of this run nor an earlier app of this one has. An app listens seconds after its port was
 * chosen, and until then the port looks free.
 */
export async function workerPort(): Promise<number> {
  const first = lowest + Number(process.env["TEST_PARALLEL_INDEX"] ?? 0) * share
  for (;;) {
    const port = await freePort(first + randomInt(share))
    if (given.has(port)) continue
    given.add(port)
    return port
  }
}
