// Root runs the embedded database in a folder of another account, which can put links in the place of files.
import { chmod, link, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { createPrivately, giveFolder, openPrivately, writePrivately } from "./private-file.mjs"

let folder = ""
const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "portico-files-"))
  await writeFile(join(folder, "victim"), "kept", { mode: 0o644 })
})
test.afterEach(() => rm(folder, { recursive: true }))

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

test("a file is replaced, private, and belongs to its owner", async () => {
  const path = join(folder, "file")
  for (const text of ["one", "two"]) await writePrivately(path, text, owner)
  expect(await readFile(path, "utf8")).toBe("two")
  const file = await openPrivately(path, owner)
  await file.writeFile("3")
  await file.close()
  expect(await readFile(path, "utf8")).toBe("3")
  expect((await stat(path)).uid).toBe(owner.uid)
  if (process.platform !== "win32") expect(await mode(path)).toBe("600")
})

test.describe("a link", () => {
  test.skip(process.platform === "win32", "links need a right of their own on Windows")

  test("is neither followed nor emptied", { tag: "@defaults" }, async () => {
    const path = join(folder, "log")
    await symlink(join(folder, "victim"), path)
    await expect(openPrivately(path, owner)).rejects.toThrow("ELOOP")
    await expect(createPrivately(path, "text", owner)).rejects.toThrow("EEXIST")
    expect(await readFile(join(folder, "victim"), "utf8")).toBe("kept")
    expect(await mode(join(folder, "victim"))).toBe("644")
  })

  test("is replaced, and its target stays", { tag: "@defaults" }, async () => {
    const path = join(folder, "credentials")
    await symlink(join(folder, "victim"), path)
    await writePrivately(path, "text", owner)
    expect(await readFile(path, "utf8")).toBe("text")
    expect(await readFile(join(folder, "victim"), "utf8")).toBe("kept")
  })

  test("that is hard is not emptied", { tag: "@defaults" }, async () => {
    await link(join(folder, "victim"), join(folder, "log"))
    await expect(openPrivately(join(folder, "log"), owner)).rejects.toThrow("another name")
    expect(await readFile(join(folder, "victim"), "utf8")).toBe("kept")
  })

  test("to a folder does not give that folder away", { tag: "@defaults" }, async () => {
    await mkdir(join(folder, "target"))
    await chmod(join(folder, "target"), 0o755)
    await symlink(join(folder, "target"), join(folder, "folder"))
    await expect(giveFolder(join(folder, "folder"), owner)).rejects.toThrow(/ELOOP|ENOTDIR/)
    await giveFolder(join(folder, "target"), owner)
  })
})
