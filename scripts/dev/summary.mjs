// What a developer reads once the app is up.

/**
 * @typedef {object} Setting
 * @property {number} port
 * @property {string} origin
 * @property {string} database
 * @property {{ name: string, address: string }[]} emulated
 * @property {string[]} real  ids
 */

/**
 * @param {Setting} setting
 * @returns {string}
 */
export function summarize({ port, origin, database, emulated, real }) {
  const local = `http://localhost:${port}`
  const names = emulated.map(({ name }) => name).join(", ")
  const rows = [
    ["Portico", origin === local ? local : `${origin} (AUTH_URL), served here at ${local}`],
    ...(names ? [["Emulated", `${names}: no account needed, nothing leaves this machine`]] : []),
    [
      "Real",
      real.length > 0 ? real.join(", ") : "none yet; put AUTH_GITHUB_ID and AUTH_GITHUB_SECRET into .env",
    ],
    ["Database", database],
    ["Stop", "Ctrl-C"],
  ]
  return `\n${rows.map(([title = "", text]) => `  ${title.padEnd(10)}${text}`).join("\n")}\n`
}

/**
 * The ids of the providers that the owner has configured, by the variables that name an app registered with them.
 * @param {NodeJS.ProcessEnv} env
 */
export function realProviders(env) {
  const ids = Object.keys(env).flatMap((name) =>
    env[name] ? (/^AUTH_(\w+?)(?<!_PROFILE)_ID$/.exec(name)?.[1] ?? []) : [],
  )
  return ids.map((id) => id.toLowerCase().replaceAll("_", "-")).sort()
}
