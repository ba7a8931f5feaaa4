/** GitHub and Google, emulated by Vercel's emulate with the personas. */
import { Worker } from "node:worker_threads"
import { emulatedHandler } from "./emulated-sign-in.mjs"
import { personasAt } from "./personas.mjs"

/**
 * @typedef {import("./personas.mjs").Persona} Persona
 * @typedef {object} App
 * @property {string} id
 * @property {string} name
 * @property {string} origin
 * @property {string} secret
 * @property {string[]} redirectUris
 *
 * @typedef {object} Emulated what differs between the emulated providers
 * @property {import("./page.mjs").Brand} brand
 * @property {readonly Persona[]} personas those that can have an account there
 * @property {string} authorize path of the page
 * @property {string} choose path of the page's form
 * @property {string} field of the form, naming the user
 * @property {(persona: Persona) => string} value
 * @property {string} [apiPrefix] of the API, which emulate lacks
 * @property {(address: string, app: App) => Record<string, unknown>} seed
 */

/** Repositories of some personas at GitHub. */
const repositories = [
  {
    owner: "ada-whitfield",
    name: "weather-station",
    description: "Rain, wind and light from the roof, once a minute",
    language: "TypeScript",
  },
  { owner: "ada-whitfield", name: "field-notes", description: null, language: null, private: true },
  {
    owner: "ada-whitfield",
    name: "stair-counter",
    description: "Counts steps, forgets people",
    language: "Rust",
  },
  {
    owner: "milo-brandt",
    name: "bread-schedule",
    description: "When to feed the sourdough so that it is ready on Sunday",
    language: "Python",
  },
  { owner: "milo-brandt", name: "dotfiles", description: null, language: "Shell" },
  {
    owner: "maximiliane-konstantina-friederike-von",
    name: "eine-sehr-ausfuehrliche-sammlung-von-notizen-ueber-lange-namen-und-ihre-zeilenumbrueche",
    description: "Long on purpose 🌻",
    language: "Jupyter Notebook",
  },
]

/** @type {Record<"github" | "google", Emulated>} */
const emulated = {
  github: {
    brand: { id: "github", name: "GitHub", emulated: true },
    personas: personasAt("github"),
    authorize: "/login/oauth/authorize",
    choose: "/login/oauth/callback",
    field: "login",
    value: ({ login }) => login,
    apiPrefix: "/api/v3",
    seed: (_, app) => ({
      // The addresses are private, as for most users: only /user/emails returns them.
      users: emulated.github.personas.map(({ login, name }) => ({ login, name })),
      repos: repositories,
      oauth_apps: [clientOf(app)],
    }),
  },
  google: {
    brand: { id: "google", name: "Google", emulated: true },
    personas: personasAt("google").filter(({ email }) => email),
    authorize: "/o/oauth2/v2/auth",
    choose: "/o/oauth2/v2/auth/callback",
    field: "email",
    value: ({ email }) => email ?? "",
    seed: (address, app) => ({
      users: emulated.google.personas.map(({ id, name, email, emailVerified }) => ({
        name,
        email,
        email_verified: emailVerified,
        picture: `${address}/avatars/${id}.svg`,
      })),
      oauth_clients: [clientOf(app)],
    }),
  },
}

/**
 * Starts the emulators behind their local servers.
 * @param {{ id: "github" | "google", server: import("./loopback.mjs").LocalServer, app: App }[]} wanted
 * @returns {Promise<{ close: () => Promise<unknown> }>}
 */
export async function startEmulated(wanted) {
  const { ports, close } = await startEmulators(
    wanted.map(({ id, server, app }) => ({
      service: id,
      // An address for the browser, of pictures for example. Google's is its issuer too, which the app reaches on this machine.
      baseUrl: id === "google" ? server.address : server.browserAddress,
      seed: { tokens: {}, [id]: emulated[id].seed(server.browserAddress, app) },
    })),
  )
  for (const [index, { id, server, app }] of wanted.entries()) {
    server.handleWith(
      emulatedHandler({ provider: emulated[id], app, upstream: `http://127.0.0.1:${ports[index]}` }),
    )
  }
  return { close }
}

/**
 * Starts emulators in one thread, on free ports of 127.0.0.1, in the given order.
 * @param {import("emulate").EmulatorOptions[]} wanted
 * @returns {Promise<{ ports: number[], close: () => Promise<unknown> }>}
 * @throws when an emulator does not start
 */
export async function startEmulators(wanted) {
  // Its output is discarded: the launcher prints one summary.
  const worker = new Worker(new URL("emulator-worker.mjs", import.meta.url), {
    workerData: wanted,
    stdout: true,
    stderr: true,
  })
  worker.stdout.resume()
  worker.stderr.resume()
  /** @type {number[]} */
  const ports = []
  await new Promise((resolve, reject) => {
    worker.on("error", reject)
    worker.once("exit", () => reject(new Error("The emulators ended before they were ready.")))
    worker.on("message", ({ port }) => {
      if (ports.push(port) === wanted.length) resolve(ports)
    })
  })
  return { ports, close: () => worker.terminate() }
}

/** @param {App} app */
function clientOf({ id, secret, name, redirectUris }) {
  return { client_id: id, client_secret: secret, name, redirect_uris: redirectUris }
}
