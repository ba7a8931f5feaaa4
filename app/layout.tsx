import type { Metadata, Viewport } from "next"
import type { ReactNode } from "react"
import { saveDisplay } from "@/app/actions"
import { DisplaySwitch } from "@/components/display-switch"
import { FailureTexts } from "@/components/failure"
import { display } from "@/lib/display"
import { messages } from "@/messages"
import "./globals.css"

export async function generateMetadata(): Promise<Metadata> {
  const { site } = await messages()
  return { title: { default: site.name, template: `%s · ${site.name}` }, description: site.description }
}

/** The token --paper as hex: the theme-color meta tag cannot read a custom property. */
const paper = { light: "#f5f8f7", dark: "#0d1513" }

export async function generateViewport(): Promise<Viewport> {
  const { scheme } = await display()
  if (scheme !== "system") return { colorScheme: scheme, themeColor: paper[scheme] }
  return {
    colorScheme: "light dark",
    themeColor: Object.entries(paper).map(([name, color]) => ({
      media: `(prefers-color-scheme: ${name})`,
      color,
    })),
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { locale, direction, skip, failure } = await messages()
  const current = await display()
  return (
    // Browser extensions write attributes into these two elements before React runs. The warning is off for them only.
    <html lang={locale} dir={direction} data-scheme={current.scheme} suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col font-sans text-base/7 antialiased" suppressHydrationWarning>
        <a
          href="#main"
          className="sr-only rounded-control bg-primary font-medium text-on-accent focus:not-sr-only focus:absolute focus:px-4 focus:py-2 focus:start-4 focus:top-4 focus:z-10"
        >
          {skip}
        </a>
        <FailureTexts texts={failure}>{children}</FailureTexts>
        <footer className="mx-auto mt-auto w-full max-w-6xl px-5 pb-6 sm:px-8">
          <DisplaySwitch current={current} save={saveDisplay} />
        </footer>
      </body>
    </html>
  )
}
