// Statistics of samples.

/** @param {Iterable<number>} samples @param {number} share 0.5 for the median */
export function quantile(samples, share) {
  const sorted = Float64Array.from(samples).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

const resamples = 1_000

/**
 * The 90 % interval of a statistic, by drawing the samples again (bootstrap): in blocks, since neighbours are alike.
 * @template Sample
 * @param {Sample[]} samples in the order in which they were taken
 * @param {{ perBlock: number, of: (samples: Sample[]) => number }} options of: the statistic
 */
export function interval(samples, { perBlock, of }) {
  const blocks = Array.from({ length: Math.ceil(samples.length / perBlock) }, (_, index) =>
    samples.slice(index * perBlock, (index + 1) * perBlock),
  )
  const drawn = () => blocks.flatMap(() => blocks[Math.floor(Math.random() * blocks.length)] ?? [])
  const values = Array.from({ length: resamples }, () => of(drawn()))
  return { low: quantile(values, 0.05), high: quantile(values, 0.95) }
}

/** The slope of a line through points by least squares. @param {{ x: number, y: number }[]} points */
export function slope(points) {
  const mean = (/** @type {(point: { x: number, y: number }) => number} */ valueOf) =>
    points.reduce((sum, point) => sum + valueOf(point), 0) / points.length
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)]
  return mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2)
}

/** @param {number} milliseconds */
export const ms = (milliseconds) => `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`
