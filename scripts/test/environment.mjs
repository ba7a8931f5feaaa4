// The environment of test processes, without the owner's settings.

const ours =
  /^(AUTH_|CACHE_COMPONENTS$|DATABASE_|DIRECT_URL$|TEST_DATABASE_URL$|VERCEL|PORTICO_(EMULATED|LAUNCHER)$|__NEXT|PORT$|HOSTNAME$|NODE_ENV$|NODE_OPTIONS$|CODESPACE_NAME$|GITPOD_WORKSPACE_URL$|VSCODE_PROXY_URI$)/
const proxies = /^(https?|all|no)_proxy$/i

/**
 * The environment without the variables that the app, its launcher or Next reads. Copies of the checkout have no `.env`, so
 * these variables stay unset.
 * @param {NodeJS.ProcessEnv} [source]
 * @returns {NodeJS.ProcessEnv}
 */
export function bareEnvironment(source = process.env) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...source, NEXT_TELEMETRY_DISABLED: "1" }
  for (const name of Object.keys(env)) if (ours.test(name) || proxies.test(name)) delete env[name]
  return env
}
