/** Work that takes no longer is not worth a line. */
const patienceMilliseconds = 2_000

/**
 * Does some work. Once it takes long it says what is done, and in the end how long that took; what is quick stays quiet.
 * @template T
 * @param {(line: string) => void} log
 * @param {string} what  such as "Compiling the sign-in page"
 * @param {() => Promise<T>} work
 * @param {number} [patience]  in milliseconds
 * @returns {Promise<T>}
 */
export async function tellIfSlow(log, what, work, patience = patienceMilliseconds) {
  const began = performance.now()
  let isTold = false
  const timer = setTimeout(() => {
    isTold = true
    log(`${what} …`)
  }, patience)
  try {
    const result = await work()
    if (isTold) log(`${what}: done in ${((performance.now() - began) / 1_000).toFixed(1)} s.`)
    return result
  } finally {
    clearTimeout(timer)
  }
}
