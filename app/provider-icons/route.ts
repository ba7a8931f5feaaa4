import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { providers } from "@/lib/auth"

/**
 * The icons of the enabled providers in one drawing, each under its provider's id. A file for each would be a request
 * for each, which takes seconds where there are hundreds.
 */
export async function GET(request: Request): Promise<Response> {
  const { svg, digest } = await (drawing ??= draw())
  const headers = { "content-type": "image/svg+xml", "cache-control": "no-cache", etag: `"${digest}"` }
  if (request.headers.get("if-none-match")?.includes(digest))
    return new Response(null, { status: 304, headers })
  return new Response(svg, { headers })
}

let drawing: ReturnType<typeof draw> | undefined

async function draw(): Promise<{ svg: string; digest: string }> {
  const icons = await Promise.all(providers().flatMap(({ id, icon }) => (icon ? [iconOf(id)] : [])))
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${icons.join("")}</svg>`
  return { svg, digest: createHash("sha256").update(svg).digest("base64url") }
}

async function iconOf(id: string): Promise<string> {
  const svg = await readFile(join(process.cwd(), "public/providers", `${id}.svg`), "utf8")
  return svg.replace(/<\/?svg[^>]*>/g, "").replace('id="icon"', `id="${id}"`)
}
