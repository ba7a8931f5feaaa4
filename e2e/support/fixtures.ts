// The `test` of every spec: that of local-fixtures.ts, and the hostile provider.
import { appScope, openApp } from "./app"
import { HostileProvider } from "./hostile-provider"
import { test as base } from "./local-fixtures"

export * from "./local-fixtures"

type PerWorker = {
  /** Which providers the app is started with: the local identity servers, or the hostile provider. */
  providerSet: "local" | "hostile"
  hostile: HostileProvider
}

export const test = base.extend<{ correctProvider: void }, PerWorker>({
  providerSet: ["local", { option: true, scope: "worker" }],

  hostile: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const provider = await HostileProvider.start()
      await use(provider)
      await provider.close()
    },
    { scope: "worker" },
  ],

  app: [
    async ({ providerSet, hostile }, use, { project, workerIndex }) => {
      const app = await openApp({
        project: project.name,
        label: `${project.name}-${workerIndex}`,
        ...(providerSet === "hostile" && { env: hostile.env }),
      })
      await use(app)
      await app.close()
    },
    appScope,
  ],

  // A test starts with a provider that behaves correctly.
  correctProvider: [
    async ({ hostile }, use) => {
      hostile.startTest()
      await use()
    },
    { auto: true },
  ],
})
