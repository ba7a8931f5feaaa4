import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { providers } from "@/lib/auth"

/**
 * Serves the icons of all enabled providers as one SVG, each under its provider's id. One file per icon would mean one
 * request per icon, which takes seconds with hundreds of providers.
 */
export async function GET(request: Request): Promise<Response> {
  const { svg, digest } = await (sprite ??= buildSprite())
  const headers = { "content-type": "image/svg+xml", "cache-control": "no-cache", etag: `"${digest}"` }
  if (request.headers.get("if-none-match")?.includes(digest))
    return new Response(null, { status: 304, headers })
  return new Response(svg, { headers })
}

let sprite: ReturnType<typeof buildSprite> | undefined

async function buildSprite(): Promise<{ svg: string; digest: string }> {
  const enabled = await providers()
  const icons = await Promise.all(enabled.flatMap(({ id, icon }) => (icon ? [readIcon(id)] : [])))
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${icons.join("")}</svg>`
  return { svg, digest: createHash("sha256").update(svg).digest("base64url") }
}

async function readIcon(id: string): Promise<string> {
  const svg = await readFile(join(process.cwd(), "public/providers", `${id}.svg`), "utf8")
  return svg.replace(/<\/?svg[^>]*>/g, "").replace('id="icon"', `id="${id}"`)
}
