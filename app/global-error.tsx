"use client"

// Replaces the root layout when the layout itself throws, so it needs its own document and styles.
import { Failure } from "@/components/failure"
import "./globals.css"

export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col font-sans text-base/7 antialiased" suppressHydrationWarning>
        <Failure error={error} retry={retry} />
      </body>
    </html>
  )
}
