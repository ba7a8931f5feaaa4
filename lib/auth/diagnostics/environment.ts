import { environmentProblems, isDeployed, isOnVercel, setting } from "../../env"
import type { Problem } from "../../problem"
import { clientProblems } from "../clients"
import { fault, ok, warn, type Check } from "./check"
import { unknownNames } from "./unknown-variables"

/** Problems that prevent the app from starting, and warnings. Sends no request. */
export function checkEnvironment(): Check[] {
  const problems = [...environmentProblems(), ...clientProblems(isDeployed())].map(asCheck)
  return [
    ...(problems.length > 0 ? problems : [ok("variables", "all required variables are set and valid")]),
    ...secretChecks(),
    ...proxyChecks(),
    ...nameChecks(),
  ]
}

function asCheck({ variable, problem, fix }: Problem): Check {
  return fault(variable, problem, fix)
}

const createSecret = "Make one with `openssl rand -base64 33`."

function secretChecks(): Check[] {
  const secret = setting("AUTH_SECRET")
  const previous = setting("AUTH_SECRET_PREVIOUS")
  if (!secret || secret.length < 32) return []
  const isWeak = new Set(secret).size < 12 || /\s|secret|password|change.?me|example/i.test(secret)
  return [
    isWeak
      ? warn("AUTH_SECRET", "long enough, but it does not look random", createSecret)
      : ok("AUTH_SECRET", "long enough, and looks random"),
    ...(previous === secret
      ? [
          warn(
            "AUTH_SECRET_PREVIOUS",
            "the same as AUTH_SECRET",
            "Remove it: a rotation needs two different secrets.",
          ),
        ]
      : []),
  ]
}

function proxyChecks(): Check[] {
  if (!isDeployed() || isOnVercel() || setting("AUTH_TRUST_PROXY")) return []
  return [
    warn(
      "AUTH_TRUST_PROXY",
      "not set: client IPs are unknown, so all visitors of a provider share one rate limit",
      "Set it to the networks of your reverse proxies, such as 10.0.0.0/8.",
    ),
  ]
}

function nameChecks(): Check[] {
  const set = Object.keys(process.env).filter((name) => setting(name))
  return [...unknownNames(set)].map(([name, nearest]) =>
    warn(name, "set, but not read by the app", `Did you mean ${nearest}?`),
  )
}
