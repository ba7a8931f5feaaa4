import type { Metadata, Viewport } from "next"
import { connection } from "next/server"
import type { ReactNode } from "react"
import { messages } from "@/messages/en"
import "./globals.css"

export const metadata: Metadata = {
  title: { default: messages.site.name, template: `%s · ${messages.site.name}` },
  description: messages.site.description,
}

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f8f7" },
    { media: "(prefers-color-scheme: dark)", color: "#0d1513" },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // The content security policy needs a nonce per request, and a page built ahead of time has none.
  await connection()
  return (
    <html lang={messages.locale}>
      <body className="flex min-h-dvh flex-col font-sans text-base/7 antialiased">
        <a
          href="#main"
          className="sr-only rounded-control bg-accent font-medium text-on-accent focus:not-sr-only focus:absolute focus:px-4 focus:py-2 focus:start-4 focus:top-4 focus:z-10"
        >
          {messages.skip}
        </a>
        {children}
      </body>
    </html>
  )
}
