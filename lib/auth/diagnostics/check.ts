// The results of the checks that /setup and `npm run doctor` make.
import { AuthError } from "../errors"
import { messageOf } from "../telemetry/flow-events"

export type Check = {
  name: string
  result: "ok" | "warn" | "fault"
  /** The result of the check. */
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
  const causes: unknown[] = []
  for (
    let cause = error;
    cause && causes.length < 8;
    cause = cause instanceof Error ? cause.cause : undefined
  )
    causes.push(cause)
  return causes
}

/** The details of an AuthError; none of any other error. */
export function detailsOf(error: unknown) {
  return error instanceof AuthError ? error.details : {}
}

/**
 * The result for a host without a usable response: the innermost cause, and a fix.
 *
 * @param fix replaces the fix that is chosen by the error's code
 */
export function unreachable(name: string, error: unknown, fix?: string): Check {
  const causes = causesOf(error)
  const texts = causes.slice(1).map((cause) => (cause instanceof Error ? messageOf(cause) : String(cause)))
  const detail = [...new Set([texts[0], texts.at(-1)])].filter(Boolean).join(": ")
  const codes = causes.map(systemCode).join(" ")
  return fault(
    name,
    detail || "no usable response",
    fix ?? remedies.find(([pattern]) => pattern.test(codes))?.[1] ?? otherRemedy,
  )
}

/** The code of an error of Node or TLS, such as ENOTFOUND. */
function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : ""
}

const remedies: [code: RegExp, fix: string][] = [
  [/ENOTFOUND|EAI_AGAIN/, "Check the spelling of the host, and that this machine resolves names."],
  [/ECONNREFUSED/, "No server listens there: check the port, or start the server."],
  [/WRONG_VERSION_NUMBER|EPROTO/, "The server does not use TLS: check the port, and whether https is right."],
  [
    /CERT|SIGNED|UNABLE_TO/,
    "The certificate is not trusted here: set NODE_EXTRA_CA_CERTS to the authority's certificate.",
  ],
]
const otherRemedy = "Check the address, the firewall, and HTTPS_PROXY where requests leave through a proxy."
