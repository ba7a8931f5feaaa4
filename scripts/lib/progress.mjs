const defaultThreshold = 2_000

/**
 * Runs some work. If it takes longer than the threshold, logs its title and, at the end, how long it took.
 * @template T
 * @param {(line: string) => void} log
 * @param {string} title  such as "Compiling the sign-in page"
 * @param {() => Promise<T>} work
 * @param {number} [threshold]  in milliseconds
 * @returns {Promise<T>}
 */
export async function logIfSlow(log, title, work, threshold = defaultThreshold) {
  const began = performance.now()
  let isLogged = false
  const timer = setTimeout(() => {
    isLogged = true
    log(`${title} …`)
  }, threshold)
  try {
    const result = await work()
    if (isLogged) log(`${title}: done in ${((performance.now() - began) / 1_000).toFixed(1)} s.`)
    return result
  } finally {
    clearTimeout(timer)
  }
}
