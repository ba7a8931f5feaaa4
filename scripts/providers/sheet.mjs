// Everything needed to register an app at a provider, on one screen.

/**
 * @param {import("./catalogue.mjs").Provider} provider
 * @param {import("./facts.mjs").Facts} facts
 * @param {{ development: string, production: string }} origins
 * @param {string | null} [publicKeys] the key set of the client
 * @returns {string}
 */
export function sheet(provider, facts, { development, production }, publicKeys = null) {
  const { id, name, scope } = provider
  const [callback = "", authJsCallback = ""] = facts.callbacks
  const local = {
    https: development.startsWith("https:") ? [development] : [],
    "127.0.0.1": [development.replace("localhost", "127.0.0.1")],
  }
  const addresses = (provider.localhost ? local[provider.localhost] : [development]).map(
    (origin) => origin + callback,
  )
  /** @type {[title: string, lines: readonly (string | null | undefined)[]][]} */
  const rows = [
    ["Before you begin", facts.gates],
    ["Register an app", [facts.registration]],
    ["Callback address", [...addresses, `${production}${callback}`]],
    ["or, as in Auth.js", [`${production}${authJsCallback}`]],
    ["Scopes", [scope]],
    ["Variables", facts.variables.map(withExample)],
    ["or instead", facts.alternatives.map((names) => names.map((variable) => `${variable}=`).join(" "))],
    ["Optional", facts.optional.map((variable) => `${withExample(variable)}${variable.defaultValue}`)],
    ["Signed-out address", [facts.signedOut && `${production}${facts.signedOut}`]],
    ["Back-channel logout", [facts.backchannel && `${production}${facts.backchannel}`]],
    ["Key set (JWKS)", [facts.keySet && `${production}${facts.keySet}`]],
    ["Public keys", [publicKeys]],
    ["PKCE", [facts.pkce]],
    ["Ids of users", [facts.ids]],
    ["Notes", facts.notes],
    ["Status", [facts.state === "half set" ? `half set: ${facts.missing.join(", ")} missing` : facts.state]],
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
    const suffix = state === "off" ? "" : `, ${state}`
    return `  ${id.padEnd(width)}${name} (${protocol}${suffix})`
  })
  return `\n${lines.join("\n")}\n`
}
