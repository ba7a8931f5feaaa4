/**
 * The personas of every local identity server.
 * Add new ones only at the end: emulated account ids are derived from the order and must not change.
 *
 * @typedef {object} Persona
 * @property {string} id stable subject id
 * @property {string} login
 * @property {string} name
 * @property {string} initials
 * @property {string | null} email
 * @property {boolean} emailVerified
 * @property {string} label the case that this persona is for
 * @property {number} hue of the picture
 */

/** @type {readonly Persona[]} */
export const personas = [
  {
    id: "admin",
    login: "ada-whitfield",
    name: "Ada Whitfield",
    initials: "AW",
    email: "ada@example.test",
    emailVerified: true,
    label: "Admin",
    hue: 236,
  },
  {
    id: "member",
    login: "milo-brandt",
    name: "Milo Brandt",
    initials: "MB",
    email: "milo@example.test",
    emailVerified: true,
    label: "Member",
    hue: 168,
  },
  {
    id: "unverified",
    login: "una-soerensen",
    name: "Una Sørensen",
    initials: "US",
    email: "una@example.test",
    emailVerified: false,
    label: "Unverified email",
    hue: 32,
  },
  {
    id: "no-email",
    login: "noor-haddad",
    name: "Noor Haddad",
    initials: "NH",
    email: null,
    emailVerified: false,
    label: "No email",
    hue: 330,
  },
  {
    id: "long-name",
    login: "maximiliane-konstantina-friederike-von",
    name: "Maximiliane Konstantina Friederike von Hohenstein-Wolfenberg y Fernández de la Cueva 🌻 مريم الأندلسية",
    initials: "MK",
    email:
      "maximiliane.konstantina.friederike.von.hohenstein-wolfenberg@a-rather-long-department.example.com",
    emailVerified: true,
    label: "Very long name",
    hue: 275,
  },
]

/**
 * The personas of one emulated provider. Ada has another address at each, so that she can sign in at all of them. The others
 * have the same address everywhere, which shows what happens when a second provider sends an address that is taken.
 * @param {string} provider
 * @returns {readonly Persona[]}
 */
export function personasAt(provider) {
  return personas.map((persona) =>
    persona.id === "admin" ? { ...persona, email: `ada@${provider}.example.test` } : persona,
  )
}

/**
 * The persona's picture, generated so that no page needs the network.
 * @param {Persona} persona
 * @returns {string} an SVG document
 */
export function avatar({ initials, hue }) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">
  <linearGradient id="g" x2="1" y2="1">
    <stop stop-color="hsl(${hue} 52% 46%)"/><stop offset="1" stop-color="hsl(${hue + 24} 56% 32%)"/>
  </linearGradient>
  <rect width="96" height="96" fill="url(#g)"/>
  <text x="48" y="50" fill="#fff" font-family="system-ui, sans-serif" font-size="36" font-weight="600"
    text-anchor="middle" dominant-baseline="central">${initials}</text>
</svg>
`
}

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
