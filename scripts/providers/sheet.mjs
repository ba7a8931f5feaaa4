// What one needs to register an app with a provider, on one screen.

/**
 * @param {import("./catalogue.mjs").Provider} provider
 * @param {import("./facts.mjs").Facts} facts
 * @param {{ development: string, production: string }} origins
 * @returns {string}
 */
export function sheet(provider, facts, { development, production }) {
  const { id, name, scope, console: register, notes = [] } = provider
  const [sent = "", other = ""] = facts.callbacks
  /** @type {[title: string, lines: readonly (string | null | undefined)[]][]} */
  const rows = [
    ["Register an app", [register]],
    ["Callback address", [`${development}${sent}`, `${production}${sent}`]],
    ["or, as Auth.js has it", [`${production}${other}`]],
    ["Scopes", [scope]],
    ["Variables", facts.variables.map(withExample)],
    ["or instead", facts.otherwise.map((names) => names.map((variable) => `${variable}=`).join(" "))],
    ["Optional", facts.optional.map(({ name: variable, byDefault }) => `${variable}=${byDefault}`)],
    ["Signed-out address", [facts.signedOut && `${production}${facts.signedOut}`]],
    ["Back-channel logout", [facts.backchannel && `${production}${facts.backchannel}`]],
    ["Good to know", notes],
    ["Now", [facts.state === "half set" ? `half set: ${facts.missing.join(", ")} missing` : facts.state]],
  ]
  const lines = rows.flatMap(([title, texts]) =>
    texts.filter(Boolean).map((text, at) => `  ${(at === 0 ? title : "").padEnd(23)}${text}`),
  )
  return `\n${name} (${id}), ${facts.protocol}\n\n${lines.join("\n")}\n`
}

/** @param {{ name: string, example?: string }} variable */
const withExample = ({ name, example }) => `${name}=${example ? `   such as ${example}` : ""}`

/**
 * @param {{ id: string, name: string, protocol: string, state: string }[]} rows
 * @returns {string}
 */
export function listing(rows) {
  const width = Math.max(...rows.map(({ id }) => id.length)) + 2
  const lines = rows.map(({ id, name, protocol, state }) => {
    const mark = state === "off" ? "" : `, ${state}`
    return `  ${id.padEnd(width)}${name} (${protocol}${mark})`
  })
  return `\n${lines.join("\n")}\n`
}
