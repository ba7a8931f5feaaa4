import { connection } from "next/server"
import "./globals.css"

// What Portico's own layout has, so that a page differs by the session alone.
export const metadata = {
  title: { default: "Plain", template: "%s · Plain" },
  description: "A page behind sign-in.",
}

export const viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f8f7" },
    { media: "(prefers-color-scheme: dark)", color: "#0d1513" },
  ],
}

export default async function RootLayout({ children }) {
  await connection()
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col font-sans text-base/7 antialiased">
        <a href="#main" className="sr-only focus:not-sr-only focus:absolute">
          Skip to the content
        </a>
        {children}
      </body>
    </html>
  )
}
