import { cookies } from "next/headers"
import { Texts } from "../texts"
import { choose } from "./actions"
import "./globals.css"

// The same parts as Portico's layout, so that pages differ only in how they read the session.
export const metadata = {
  title: { default: "Plain", template: "%s · Plain" },
  description: "A page for signed-in users.",
}

export const viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f8f7" },
    { media: "(prefers-color-scheme: dark)", color: "#0d1513" },
  ],
}

const languages = { en: "English", de: "Deutsch" }
const schemes = { system: "As the system", light: "Light", dark: "Dark" }
const failure = {
  title: "Something went wrong",
  text: "This page could not be shown. Nothing you did is lost.",
  retry: "Try again",
  home: "Go to the start page",
  reference: "Reference",
}

export default async function RootLayout({ children }) {
  const cookieStore = await cookies()
  const scheme = cookieStore.get("scheme")?.value ?? "system"
  return (
    <html lang="en" dir="ltr" data-scheme={scheme}>
      <body className="flex min-h-dvh flex-col font-sans text-base/7 antialiased">
        <a
          href="#main"
          className="sr-only rounded-control bg-accent font-medium text-on-accent focus:not-sr-only focus:absolute focus:px-4 focus:py-2 focus:start-4 focus:top-4 focus:z-10"
        >
          Skip to the content
        </a>
        <Texts texts={failure}>{children}</Texts>
        <footer className="mx-auto mt-auto w-full max-w-6xl px-5 pb-6 sm:px-8">
          <form action={choose} className="flex flex-wrap justify-between gap-x-8 gap-y-3">
            <Choices name="language" label="Language" current="en" options={languages} />
            <Choices name="scheme" label="Colours" current={scheme} options={schemes} />
          </form>
        </footer>
      </body>
    </html>
  )
}

function Choices({ name, label, current, options }) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1">
      {Object.entries(options).map(([value, text]) => (
        <button
          key={value}
          type="submit"
          name={name}
          value={value}
          lang={name === "language" ? value : undefined}
          aria-current={value === current ? "true" : undefined}
          className="min-h-9 rounded-control px-3 text-sm text-muted transition-colors hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
        >
          {text}
        </button>
      ))}
    </div>
  )
}
