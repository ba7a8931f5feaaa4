/**
 * Parses JSON. Whole numbers that JavaScript cannot hold exactly become text: some providers' ids are such numbers,
 * and a rounded one is another person's.
 *
 * @returns undefined for what is not JSON
 */
export function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text)
    // Only what is JSON is searched: a text without an end would be looked for from each of its quotes, for an hour.
    if (!/\d{16}/.test(text)) return parsed
    return JSON.parse(text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/gs, exact))
  } catch {
    return undefined
  }
}

function exact(token: string): string {
  return token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`
}
