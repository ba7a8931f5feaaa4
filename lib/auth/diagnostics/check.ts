// What /setup and `npm run doctor` find out is plain data.

export type Check = {
  name: string
  result: "ok" | "warn" | "fault"
  /** What was found. */
  detail: string
  /** What to do about it. */
  fix?: string
}

export function ok(name: string, detail: string): Check {
  return { name, result: "ok", detail }
}

export function warn(name: string, detail: string, fix: string): Check {
  return { name, result: "warn", detail, fix }
}

export function fault(name: string, detail: string, fix: string): Check {
  return { name, result: "fault", detail, fix }
}

/** An error and its causes, outermost first. */
export function causesOf(error: unknown): unknown[] {
  const causes = []
  for (let cause = error; cause && causes.length < 8; cause = Object(cause).cause) causes.push(cause)
  return causes
}

/** Why a host gave no usable answer: what the innermost error says, and what helps, unless that is known. */
export function unanswered(name: string, error: unknown, known?: string): Check {
  const causes = causesOf(error).map((cause) => ({ code: "", message: String(cause), ...named(cause) }))
  const said = causes.map(({ code, message }) => `${code} ${message}`).join(" ")
  const texts = causes.slice(1).map(({ code, message }) => message || code)
  const detail = [...new Set([texts[0], texts.at(-1)])].filter(Boolean).join(": ")
  const fix = known ?? remedies.find(([pattern]) => pattern.test(said))?.[1] ?? other
  return fault(name, detail || "no usable answer", fix)
}

/** Those of an error are no properties that a spread copies. */
function named(cause: unknown): { code?: string; message?: string } {
  if (!(cause instanceof Error)) return {}
  return { message: cause.message, ...("code" in cause && { code: String(cause.code) }) }
}

const remedies: [RegExp, string][] = [
  [/ENOTFOUND|EAI_AGAIN/, "Check the host's spelling, and that this machine resolves names."],
  [/ECONNREFUSED/, "Nothing listens there: check the port, or start that server."],
  [/WRONG_VERSION_NUMBER|EPROTO/, "It does not speak TLS there: check the port, and whether https is right."],
  [/CERT|certificate/, "Its certificate is not trusted here: NODE_EXTRA_CA_CERTS names more authorities."],
]
const other = "Check the address, the firewall, and HTTPS_PROXY where calls leave through a proxy."
