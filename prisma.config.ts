import { defineConfig } from "prisma/config"
import { preparePrisma } from "./scripts/prisma/cli.mjs"

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: await preparePrisma(process.argv.slice(2)) },
})
