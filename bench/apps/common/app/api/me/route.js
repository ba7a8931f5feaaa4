import { currentUser } from "../../../current"

/** Who is asking? Every app answers with the same fields. */
export async function GET() {
  const user = await currentUser()
  if (!user) return Response.json(null, { status: 401 })
  return Response.json({ id: user.id, name: user.name, email: user.email })
}
