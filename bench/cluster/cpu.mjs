// CPU time of processes, read from /proc on Linux; unknown on other systems.
import { readdirSync, readFileSync } from "node:fs"

const ticksPerSecond = 100

/**
 * CPU seconds of processes and their children so far, including children that have exited.
 * @param {(number | undefined)[]} pids
 */
export function cpuSeconds(pids) {
  if (process.platform !== "linux") return Number.NaN
  const all = readdirSync("/proc").flatMap((name) => statOf(Number(name)) ?? [])
  return all
    .filter(({ pid, parent }) => pids.includes(pid) || pids.includes(parent))
    .reduce((sum, { ticks }) => sum + ticks / ticksPerSecond, 0)
}

/** @param {number} pid */
function statOf(pid) {
  if (!Number.isInteger(pid)) return undefined
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number)
    const [parent = 0, user = 0, system = 0, children = 0, childrenSystem = 0] = [1, 11, 12, 13, 14].map(
      (at) => fields[at],
    )
    return { pid, parent, ticks: user + system + children + childrenSystem }
  } catch {
    return undefined
  }
}
