// The sentence of the makers' README that counts the providers by evidence.
import { levels, parts } from "./evidence.mjs"

const sentence = /^Evidence of (\d+) providers.+$/m

/**
 * The README with the counts of today, without a change where it has no such sentence.
 * @param {string} readme
 * @param {number} total
 * @param {ReturnType<typeof import("./evidence.mjs").countEvidence>} counts
 */
export function withCounts(readme, total, counts) {
  const each = Object.entries(parts).map(([part, label]) => {
    const of = counts[/** @type {keyof typeof parts} */ (part)]
    return `${label} ${levels.map((level) => of[level]).join(" / ")}`
  })
  return readme.replace(
    sentence,
    `Evidence of ${total} providers (vendor's documents / other libraries / none): ${each.join(", ")}.`,
  )
}

/**
 * How many providers the README counts; null without the sentence.
 * @param {string} readme
 */
export function countedIn(readme) {
  const total = sentence.exec(readme)?.[1]
  return total ? Number(total) : null
}
