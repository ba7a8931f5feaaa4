import { avatar, personas } from "./personas.mjs"

/**
 * Sends a persona's picture.
 * @param {string} path `/avatars/<id>.svg`, or GitHub's `/avatars/u/<login>`
 * @param {import("node:http").ServerResponse} response
 * @returns {boolean} whether the path is one of a picture
 */
export function sendAvatar(path, response) {
  if (!path.startsWith("/avatars/")) return false
  const persona = personas.find(
    ({ id, login }) => path === `/avatars/${id}.svg` || path === `/avatars/u/${login}`,
  )
  if (!persona) {
    response.writeHead(404).end()
    return true
  }
  response
    .writeHead(200, {
      "Content-Type": "image/svg+xml",
      "Cache-Control": "public, max-age=3600",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "X-Content-Type-Options": "nosniff",
    })
    .end(avatar(persona))
  return true
}
