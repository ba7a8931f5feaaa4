import { existsSync } from "node:fs"

/** Whether links to /setup work: only under `next dev`, and until you delete `app/setup`. */
export function hasSetupPages(): boolean {
  return process.env.NODE_ENV === "development" && existsSync("app/setup")
}
