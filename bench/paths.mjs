import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The sources of the apps. */
export const appsDirectory = fileURLToPath(new URL("apps", import.meta.url))

/** Builds, logs and results that later runs reuse; ignored by git. */
export const dataDirectory = fileURLToPath(new URL(".data", import.meta.url))

export const coverageDirectory = join(dataDirectory, "coverage")
