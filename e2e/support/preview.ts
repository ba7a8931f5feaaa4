// Two deployments: one whose callbacks are registered with the providers, and a preview that signs in through it.
import { deriveKey, openWith, sealWith } from "../../lib/auth/crypto/sealing.mjs"
import { appScope, openApp, workerPort, type App } from "./app"
import { testWithApple } from "./apple"
import { issue } from "./leaks"

export const sharedSecret = `shared by previews ${issue()}`

/** Seals a value under the secret that the deployments share, or under another one. */
export function sealShared(
  purpose: string,
  value: Record<string, unknown>,
  { secret = sharedSecret, seconds = 60 } = {},
): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + seconds
  return sealWith(deriveKey(purpose, secret), { ...value, exp })
}

export function openShared(purpose: string, sealed: string) {
  return openWith([deriveKey(purpose, sharedSecret)], sealed)
}

/** The `test` of a spec whose `app` is the preview, and `fixed` the deployment that is registered with the providers. */
export const test = testWithApple("preview").extend<object, { ports: [number, number]; fixed: App }>({
  // oxlint-disable-next-line no-empty-pattern
  ports: [async ({}, use) => use([await workerPort(), await workerPort()]), { scope: "worker" }],

  fixed: [
    async ({ ports, hostile, apple }, use, { project, workerIndex }) => {
      const [port] = ports
      const app = await openApp({
        project: project.name,
        label: `fixed-${workerIndex}`,
        port,
        env: { ...hostile.env, ...apple.env, ...redirectProxyVariables(ports) },
      })
      await use(app)
      await app.close()
    },
    appScope,
  ],

  app: [
    async ({ ports, hostile, apple }, use, { project, workerIndex }) => {
      const [, port] = ports
      const app = await openApp({
        project: project.name,
        label: `preview-${workerIndex}`,
        port,
        env: { ...hostile.env, ...apple.env, ...redirectProxyVariables(ports) },
      })
      await use(app)
      await app.close()
    },
    appScope,
  ],
})

function redirectProxyVariables([fixed, preview]: [number, number]): Record<string, string> {
  return {
    AUTH_REDIRECT_PROXY_URL: `http://localhost:${fixed}`,
    AUTH_REDIRECT_PROXY_SECRET: sharedSecret,
    AUTH_REDIRECT_PROXY_ALLOW: `http://localhost:${preview}, https://portico-*-acme.vercel.app`,
  }
}
