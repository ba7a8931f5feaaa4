import { expect, test } from "@playwright/test"
import { forwardedOrigin } from "./prepare.mjs"

const codespace = {
  CODESPACE_NAME: "crispy-fish",
  GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: "app.github.dev",
}

for (const [title, env, origin] of [
  ["in a codespace", codespace, "https://crispy-fish-4010.app.github.dev"],
  [
    "at Gitpod",
    { GITPOD_WORKSPACE_URL: "https://team-app-1.ws-eu1.gitpod.io" },
    "https://4010-team-app-1.ws-eu1.gitpod.io",
  ],
  ["on another machine", {}, undefined],
  ["with half of the variables", { CODESPACE_NAME: "crispy-fish" }, undefined],
  ["with a value that is no address", { GITPOD_WORKSPACE_URL: "gitpod" }, undefined],
] as const)
  test(`${title}, the origin of a port is ${String(origin)}`, () => {
    expect(forwardedOrigin(env, 4010)).toBe(origin)
  })
