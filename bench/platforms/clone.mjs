// A fresh clone of the last commit, outside of the checkout.
import { mkdtempSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onClose } from "../../scripts/test/closing.mjs"
import { root } from "../../scripts/test/program.mjs"
import { mustRun } from "./tools.mjs"

/** @returns {Promise<{ folder: string, remove: () => void }>} */
export async function clone() {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "portico-platform-"))
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  onClose(remove)
  await mustRun("git", ["clone", "--quiet", root, folder])
  return { folder, remove }
}
