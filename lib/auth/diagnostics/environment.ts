import { clientProblems } from "../clients"
import { environmentProblems, isDeployed, isOnVercel, setting } from "../../env"
import { type Check, ok, warn } from "./check"
import { unknownNames } from "./unknown-variables"

/** What start would refuse to run with, and what it would not notice. Nothing here is asked of another machine. */
export function checkEnvironment(): Check[] {
  const faults = [...environmentProblems(), ...clientProblems(isDeployed())].map(asCheck)
  return [
    ...(faults.length > 0 ? faults : [ok("variables", "all that is needed is set, and can be read")]),
    ...secretChecks(),
    ...proxyChecks(),
    ...nameChecks(),
  ]
}

/** A line of theirs begins with the variable, where one is at fault, and ends with what to do. */
function asCheck(line: string): Check {
  const [, name = "provider", said = line] = /^([A-Z][A-Z0-9_]+(?:, [A-Z0-9_]+)*):? (.+)$/s.exec(line) ?? []
  const [, detail = said, fix] = /^(.+?[.:])\s+((?:Set|Make|Take|Copy|Write)\b.+)$/s.exec(said) ?? []
  return { name, result: "fault", detail, ...(fix && { fix }) }
}

const make = "Make one with `openssl rand -base64 33`."

function secretChecks(): Check[] {
  const [secret, previous] = [setting("AUTH_SECRET"), setting("AUTH_SECRET_PREVIOUS")]
  if (!secret || secret.length < 32) return []
  const isWeak = new Set(secret).size < 12 || /\s|secret|password|change.?me|example/i.test(secret)
  return [
    isWeak
      ? warn("AUTH_SECRET", "long enough, but somebody seems to have thought of it", make)
      : ok("AUTH_SECRET", "long enough, and looks random"),
    ...(previous === secret
      ? [warn("AUTH_SECRET_PREVIOUS", "the same as AUTH_SECRET", "Empty it: a rotation has two.")]
      : []),
  ]
}

function proxyChecks(): Check[] {
  if (!isDeployed() || isOnVercel() || setting("AUTH_TRUST_PROXY")) return []
  return [
    warn(
      "AUTH_TRUST_PROXY",
      "not set: nobody's address is known, so visitors of a provider share one rate limit",
      "Set it to the networks of your reverse proxies, such as 10.0.0.0/8.",
    ),
  ]
}

function nameChecks(): Check[] {
  const set = Object.keys(process.env).filter((name) => setting(name))
  return [...unknownNames(set)].map(([name, nearest]) =>
    warn(name, "set, but nothing reads it", `Did you mean ${nearest}?`),
  )
}
