// Prints the results of the doctor as text or JSON.

/**
 * @typedef {import("../doctor.mjs").Group} Group
 * @typedef {{ json?: boolean, strict?: boolean }} Options
 */

const symbols = { ok: "✓", warn: "!", fault: "✗" }

/**
 * Prints all results.
 * @param {Group[]} groups
 * @param {Options} options  strict: warnings fail too
 * @returns {number} the exit code
 */
export function report(groups, { json, strict }) {
  const results = groups.flatMap(({ checks }) => checks.map(({ result }) => result))
  const count = (/** @type {keyof typeof symbols} */ wanted) =>
    results.filter((result) => result === wanted).length
  const hasFailed = count("fault") > 0 || (strict === true && count("warn") > 0)
  const output = json
    ? JSON.stringify({ ok: !hasFailed, groups }, null, 2)
    : [
        ...groups.filter(({ checks }) => checks.length > 0).map(lines),
        `${count("ok")} ok, ${count("warn")} with a warning, ${count("fault")} failed`,
      ].join("\n\n")
  console.log(withoutSecrets(output))
  return hasFailed ? 1 : 0
}

/** @param {Group} group */
function lines({ title, checks }) {
  const width = Math.max(...checks.map(({ name }) => name.length), 12)
  return [
    title,
    ...checks.flatMap(({ name, result, detail, fix }) => [
      `  ${symbols[result]} ${name.padEnd(width)}  ${detail}`,
      ...(fix ? [`    ${"".padEnd(width)}  → ${fix}`] : []),
    ]),
  ].join("\n")
}

/**
 * Redacts secrets: an error message of a provider or database may quote a secret that it received.
 * @param {string} text
 */
function withoutSecrets(text) {
  const names = Object.keys(process.env).filter((name) =>
    /^AUTH_.*(SECRET|KEY)|^(DATABASE|DIRECT)_URL$/.test(name),
  )
  const secrets = names.map((name) => process.env[name]?.trim() ?? "").filter(({ length }) => length > 7)
  return secrets.reduce((safe, secret) => safe.replaceAll(secret, "[redacted]"), text)
}
