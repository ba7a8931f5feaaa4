// `npm run init` in copies: the files that stay have the new name, and no document mentions a deleted file.
import { readFileSync } from "node:fs"
import { join, posix } from "node:path"
import { Checkout } from "../init/checkout.mjs"
import { bareEnvironment } from "../test/environment.mjs"
import { root, runNode } from "../test/program.mjs"

/** The whole check runs in each copy. @type {import("./list.mjs").Recipe[]} */
export const initRecipes = [
  {
    name: "README.md: init with three providers",
    follow: async (copy) => {
      const [, flags = ""] =
        /npm run init -- (.+?)`/.exec(readFileSync(join(copy, "README.md"), "utf8")) ?? []
      await init(copy, flags.split(" "))
      await requireNewName(copy)
      await requireNoDeletedFile(copy)
    },
  },
  {
    name: "init with one provider, only English",
    follow: async (copy) => {
      await init(copy, ["--name", "Zoë's Café & Co", "--providers", "gitlab", "--languages", "en", "--yes"])
      await requireNewName(copy)
      await requireNoDeletedFile(copy)
    },
  },
  {
    name: "init that keeps everything",
    follow: (copy) => init(copy, ["--name", "Acme", "--providers", "all", "--keep", "all", "--yes"]),
  },
]

/**
 * @param {string} copy
 * @param {string[]} flags
 */
async function init(copy, flags) {
  const { code, output } = await runNode(["scripts/init.mjs", ...flags], {
    cwd: copy,
    env: bareEnvironment(),
  })
  if (code !== 0) throw new Error(output)
}

/**
 * The license and the changelog name the starter: attributions stay.
 * @param {string} copy
 */
async function requireNewName(copy) {
  const { files } = await Checkout.open(copy)
  const named = files.filter(
    (file) =>
      !/^(LICENSE|CHANGELOG\.md)$/.test(file) && /\bPortico\b/.test(readFileSync(join(copy, file), "utf8")),
  )
  if (named.length > 0) throw new Error(`Files still have the name of the starter: ${named.join(", ")}`)
}

/**
 * Looks at the links and the code of each document.
 * @param {string} copy
 */
async function requireNoDeletedFile(copy) {
  const { files } = await Checkout.open(copy)
  const { files: before } = await Checkout.open(root)
  const deleted = before.filter((file) => !files.includes(file))
  const mentions = files
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) => {
      const text = readFileSync(join(copy, file), "utf8")
      const named = [...text.matchAll(/`([^`\n]+)`|\]\(([^)#\s]+)/g)].flatMap(([, code, link]) =>
        link ? [posix.join(posix.dirname(file), link)] : (code ?? "").split(/[\s:]+/),
      )
      return named.filter((path) => deleted.includes(path)).map((path) => `${file}: ${path}`)
    })
  if (mentions.length > 0) throw new Error(`Documents mention deleted files:\n${mentions.join("\n")}`)
}
