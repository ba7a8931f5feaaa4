import { currentUser } from "../../../current"

/** The signed-in user; every app responds with the same fields. */
export async function GET() {
  const user = await currentUser()
  if (!user) return Response.json(null, { status: 401 })
  return Response.json({ id: user.id, name: user.name, email: user.email })
}
