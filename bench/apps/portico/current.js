import { auth } from "@/lib/auth"

export async function currentUser() {
  return (await auth())?.user ?? null
}
