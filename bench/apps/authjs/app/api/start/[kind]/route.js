import { signIn } from "../../../../auth"

/** What the documented server action does, without Next's own part of an action. */
export async function POST(_, { params }) {
  const { kind } = await params
  const location = await signIn(kind, { redirect: false, redirectTo: "/measured" })
  return new Response(null, { status: 303, headers: { location } })
}
