// A server of openauth, in memory: node openauth-site.mjs <port>. It runs in the folder that has its packages.
import { serve } from "@hono/node-server"
import { createClient } from "@openauthjs/openauth/client"
import { issuer } from "@openauthjs/openauth/issuer"
import { PasswordProvider, ScryptHasher } from "@openauthjs/openauth/provider/password"
import { MemoryStorage } from "@openauthjs/openauth/storage/memory"
import { createSubjects } from "@openauthjs/openauth/subject"
import { PasswordUI } from "@openauthjs/openauth/ui/password"
import { object, string } from "valibot"

const port = Number(process.argv[2])
const subjects = createSubjects({ user: object({ email: string() }) })
const storage = MemoryStorage()
// A visitor would register with a code from an e-mail.
await storage.set(
  ["email", "ada@example.test", "password"],
  /** @type {any} */ (await ScryptHasher().hash("right-password")),
)
const app = issuer({
  subjects,
  storage,
  providers: { password: PasswordProvider(PasswordUI({ sendCode: async () => {} })) },
  success: (context, { email }) => context.subject("user", { email }),
})
const client = createClient({ clientID: "app", issuer: `http://localhost:${port}` })
// It has no userinfo endpoint: an API verifies the access token, which has the subject's properties.
app.get("/me", async (context) => {
  const token = context.req.header("authorization")?.replace(/^Bearer /, "") ?? ""
  const verified = await client.verify(subjects, token)
  if (verified.err) return context.json({ error: "invalid_token" }, 401)
  return context.json({ id: verified.subject.properties.email, ...verified.subject.properties })
})
serve({ fetch: app.fetch, port, hostname: "localhost" })
