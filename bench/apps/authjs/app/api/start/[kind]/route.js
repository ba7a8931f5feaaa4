import { signIn } from "../../../../auth"

/** Does the work of the documented server action in a route handler. */
export async function POST(_, { params }) {
  const { kind } = await params
  const location = await signIn(kind, { redirect: false, redirectTo: "/measured" })
  return new Response(null, { status: 303, headers: { location } })
}
