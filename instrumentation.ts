/** Next calls this once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { start } = await import("./lib/auth/start")
    start()
    const { leadOutdatedForms } = await import("./lib/outdated-form")
    leadOutdatedForms()
  }
}
