/**
 * Parses JSON. Integers that JavaScript cannot represent exactly become text: some providers' ids are such numbers, and a
 * rounded id could belong to another user.
 *
 * @returns undefined for invalid JSON
 */
export function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text)
    // Only valid JSON is searched: with an unterminated string, this pattern would take quadratic time.
    if (!/\d{16}/.test(text)) return parsed
    return JSON.parse(text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/gs, exact))
  } catch {
    return undefined
  }
}

function exact(token: string): string {
  return token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`
}
