// Next's Cache Components, until Next requires them (docs/customizing.md#cache-components).
import type { Problem } from "./problem"

/** Next answers every request with 500 if the app is built and started with different settings. */
export function cacheComponentsProblems(
  value = process.env["CACHE_COMPONENTS"]?.trim() || "off",
  built = process.env.PORTICO_CACHE_COMPONENTS,
): Problem[] {
  const variable = "CACHE_COMPONENTS"
  if (!/^(on|off)$/.test(value))
    return [{ variable, problem: `is ${value}.`, fix: "Set it to on, or remove it." }]
  if (built === undefined || built === value) return []
  return [
    {
      variable,
      problem: `is ${value}, but the app was built with ${built}.`,
      fix: "Build and start with the same value.",
    },
  ]
}
