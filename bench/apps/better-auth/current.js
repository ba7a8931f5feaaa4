import { headers } from "next/headers"
import { auth } from "./auth"

export async function currentUser() {
  return (await auth.api.getSession({ headers: await headers() }))?.user ?? null
}
