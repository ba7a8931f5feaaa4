/**
 * Options for starting PostgreSQL's programs, without the owner's secrets and libpq's variables in the environment.
 * @param {{ path: string, account: import("./account.mjs").Account | undefined }} home
 */
export function processOptions({ path, account }) {
  const names = ["PATH", "SystemRoot", "TEMP", "TMP", "ComSpec"].filter((name) => process.env[name])
  const environment = Object.fromEntries(names.map((name) => [name, process.env[name]]))
  const ids = account && { uid: account.uid, gid: account.gid }
  return {
    ...ids,
    cwd: path,
    env: { ...environment, LC_ALL: "C", NODE_ENV: process.env.NODE_ENV },
    windowsHide: true,
  }
}
