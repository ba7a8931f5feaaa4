import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The apps' sources. */
export const apps = fileURLToPath(new URL("apps", import.meta.url))

/** What a run leaves for the next one; git ignores it. */
export const workshop = fileURLToPath(new URL(".data", import.meta.url))

export const results = join(workshop, "results.json")
