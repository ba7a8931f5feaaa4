// Development machines in a browser, such as GitHub Codespaces: each port of the machine has a public https address.
/** @typedef {Readonly<Record<string, string | undefined>>} Variables */

/**
 * The public origin of a port, where the environment names it.
 * @param {Variables} env
 * @param {number} port
 * @returns {string | undefined}
 */
export function forwardedOrigin(env, port) {
  const { CODESPACE_NAME: name, GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: domain } = env
  if (name && domain) return originOf(`https://${name}-${port}.${domain}`)
  const workspace = env.GITPOD_WORKSPACE_URL
  return workspace && URL.canParse(workspace)
    ? originOf(`https://${port}-${new URL(workspace).host}`)
    : undefined
}

/** @param {string} address */
function originOf(address) {
  return URL.canParse(address) ? new URL(address).origin : undefined
}
