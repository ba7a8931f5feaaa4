// Clients that are not this site: apps and command-line tools.

/** @type {import("./index.mjs").Feature} */
export const clients = {
  paths: ["app/device", "app/mobile", "docs/other-clients.md", "e2e/other-clients", "lib/other-clients"],
  models: ["DeviceAuthorization"],
  messages: [[/\n {2}otherClients: \{\n.*?\n {2}\},\n/s, ""]],
  edits: {
    "app/dashboard/names.ts": [[/ {2}\/\/ An app or a command-line tool.*?return client\n/s, ""]],
    ".env.example": [[/# Apps that may sign in through.*?AUTH_DEVICE_CLIENTS=\n/s, ""]],
    "docs/protecting.md": [[/\n## Apps and command-line tools\n.*?(?=\n## |$)/s, ""]],
  },
}
