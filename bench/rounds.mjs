// Interleaved rounds: the apps take turns many times, so that other load on the machine affects all of them alike.

/** @typedef {import("./app.mjs").App} App */
/** @typedef {{ value: number, ratio: number }} Figure `ratio`: to the first app, within the same round */

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
 * Runs `work` several times, one after the other.
 * @param {App} app
 * @param {number} times
 * @param {(index: number) => Promise<unknown>} work
 * @returns {Promise<{ ms: number, cpu: number }>} the median duration, and the mean CPU time
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
 * @param {readonly T[]} apps the first one is the reference for the ratios
 * @param {number} rounds
 * @param {(app: T, round: number) => Promise<Record<string, number>>} measure
 * @returns {Promise<Map<T, Record<string, Figure>>>} medians over the rounds; the first round is a warm-up
 */
export async function interleave(apps, rounds, measure) {
  /** @type {Map<T, Record<string, number>>[]} */
  const all = []
  for (let round = 0; round <= rounds; round++) {
    /** @type {Map<T, Record<string, number>>} */
    const measured = new Map()
    // The first app changes with each round, so that no app always runs after the same one.
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
    const figuresOf = (/** @type {T | undefined} */ of, /** @type {string} */ name) =>
      all.map((round) => (of === undefined ? NaN : (round.get(of)?.[name] ?? NaN)))
    return Object.fromEntries(
      names.map((name) => {
        const references = figuresOf(first, name)
        const values = figuresOf(app, name)
        const ratios = values.map((value, index) => value / (references[index] ?? NaN))
        return [name, { value: median(values), ratio: median(ratios) }]
      }),
    )
  }
}
