// Statistics of samples.

/** @param {number[]} samples @param {number} share 0.5 for the median */
export function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
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
