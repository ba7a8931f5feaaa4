import type { Metadata } from "next"
import { Button } from "@/components/ui/button"
import { auth, signOut } from "@/lib/auth"

export const metadata: Metadata = { title: "Client" }

async function leave() {
  "use server"
  await signOut({ redirectTo: "/client/other" })
}

async function leaveProviderToo() {
  "use server"
  await signOut({ redirectTo: "/client/other", federated: true })
}

export default async function ClientPage() {
  const session = await auth()
  return (
    <>
      <h1>First page</h1>
      <p data-testid="server">{session?.user.name ?? "no user"}</p>
      <form action={leave}>
        <Button type="submit">Leave</Button>
      </form>
      <form action={leaveProviderToo}>
        <Button type="submit">Federated</Button>
      </form>
    </>
  )
}
