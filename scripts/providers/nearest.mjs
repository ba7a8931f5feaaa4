/**
 * Returns at most three words that are similar to a mistyped one.
 * @param {string} typed
 * @param {readonly string[]} words
 */
export function nearest(typed, words) {
  return words
    .map((word) => ({ word, edits: distance(typed.toLowerCase(), word) }))
    .filter(({ edits }) => edits <= Math.max(1, Math.round(typed.length / 3)))
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ word }) => word)
}

/**
 * The Levenshtein distance: the number of letters to add, remove or change.
 * @param {string} a
 * @param {string} b
 */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, letter] of a.split("").entries()) {
    const next = [i + 1]
    for (const [j, other] of b.split("").entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + Number(letter !== other)))
    row = next
  }
  return row.at(-1) ?? 0
}
