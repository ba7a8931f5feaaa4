// Interleaved rounds: every app in turn, again and again, so that whatever else the machine does meets all of them alike.

/** @typedef {import("./app.mjs").App} App */
/** @typedef {{ value: number, ratio: number }} Figure `ratio`: to the first contender, within the same round */

/**
 * @param {readonly number[]} numbers
 * @returns {number}
 */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

/**
 * Does something so many times, one after the other.
 * @param {App} app
 * @param {number} times
 * @param {(index: number) => Promise<unknown>} work
 * @returns {Promise<{ ms: number, cpu: number }>} the median of the times, and the processor's mean
 */
export async function timed(app, times, work) {
  const took = []
  const before = app.cpu()
  for (let index = 0; index < times; index++) {
    const began = performance.now()
    await work(index)
    took.push(performance.now() - began)
  }
  return { ms: median(took), cpu: (app.cpu() - before) / times }
}

/**
 * @template T
 * @param {readonly T[]} apps the first one is the measure of the others
 * @param {number} rounds
 * @param {(app: T, round: number) => Promise<Record<string, number>>} measure
 * @returns {Promise<Map<T, Record<string, Figure>>>} medians over the rounds; the first round only warms up
 */
export async function interleave(apps, rounds, measure) {
  /** @type {Map<T, Record<string, number>>[]} */
  const all = []
  for (let round = 0; round <= rounds; round++) {
    /** @type {Map<T, Record<string, number>>} */
    const measured = new Map()
    // Another one begins each time, so that none always comes after the same neighbour's garbage.
    const start = round % apps.length
    for (const app of [...apps.slice(start), ...apps.slice(0, start)])
      measured.set(app, await measure(app, round))
    if (round > 0) all.push(measured)
  }
  return new Map(apps.map((app) => [app, summary(app)]))

  /** @param {T} app */
  function summary(app) {
    const [first] = apps
    const names = Object.keys(all[0]?.get(app) ?? {})
    const of = (/** @type {T | undefined} */ one, /** @type {string} */ name) =>
      all.map((round) => (one === undefined ? NaN : (round.get(one)?.[name] ?? NaN)))
    return Object.fromEntries(
      names.map((name) => {
        const limits = of(first, name)
        const values = of(app, name)
        const ratios = values.map((value, index) => value / (limits[index] ?? NaN))
        return [name, { value: median(values), ratio: median(ratios) }]
      }),
    )
  }
}
