import type { ReactNode } from "react"
import { UserProvider } from "@/components/user-provider"
import { publicSession } from "@/lib/auth"
import { ClientPages } from "./client-pages"

export default function ClientLayout({ children }: { children: ReactNode }) {
  return (
    <UserProvider session={publicSession()}>
      <main id="main">
        <ClientPages />
        {children}
      </main>
    </UserProvider>
  )
}
