import { signOut } from "../../../auth"

export async function POST() {
  const { redirect } = await signOut({ redirect: false, redirectTo: "/" })
  return new Response(null, { status: 303, headers: { location: redirect } })
}
