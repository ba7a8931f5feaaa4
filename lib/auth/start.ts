// Runs before the first request: checks the configuration, and starts the listeners of flow events, request lines and outdated forms.
import { thirdPartyProblems } from "../content-security-policy"
import { csp } from "../csp"
import { env, environmentProblems, isDeployed, isOnVercel, setting } from "../env"
import { leadOutdatedForms } from "../outdated-form"
import { problemText, type Problem } from "../problem"
import { correctRequestLines } from "../request-line"
import { clientProblems } from "./clients"
import { startListeners } from "./telemetry/listeners"

/** Every problem of the configuration that keeps the app from starting. */
export function startProblems(): Problem[] {
  return [...environmentProblems(), ...clientProblems(isDeployed()), ...thirdPartyProblems(csp)]
}

/** Ends the process if the configuration is invalid. On Vercel, where a process cannot end itself, it throws. */
export function start(): void {
  const problems = startProblems()
  if (problems.length > 0) {
    const lines = problems.map((problem) => `  ${problemText(problem)}`)
    const report = ["The app cannot start:", ...lines].join("\n")
    if (process.env.VERCEL) throw new Error(report)
    console.error(report)
    process.exit(1)
  }
  if (isDeployed() && !isOnVercel() && !setting("AUTH_TRUST_PROXY"))
    console.warn(
      "AUTH_TRUST_PROXY is not set: client IPs are unknown, so all visitors of a provider share one rate limit. Set it to the networks of your reverse proxies.",
    )
  const { isPathStripped, basePath } = env()
  correctRequestLines(isPathStripped ? basePath : undefined)
  startListeners()
  leadOutdatedForms()
}
