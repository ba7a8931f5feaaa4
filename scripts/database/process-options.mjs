/**
 * How PostgreSQL's programs are started: with none of the owner's secrets and none of libpq's variables in view.
 * @param {{ path: string, account: import("./account.mjs").Account | undefined }} home
 */
export function processOptions({ path, account }) {
  const names = ["PATH", "SystemRoot", "TEMP", "TMP", "ComSpec"].filter((name) => process.env[name])
  const kept = Object.fromEntries(names.map((name) => [name, process.env[name]]))
  const as = account && { uid: account.uid, gid: account.gid }
  return {
    ...as,
    cwd: path,
    env: { ...kept, LC_ALL: "C", NODE_ENV: process.env.NODE_ENV },
    windowsHide: true,
  }
}
