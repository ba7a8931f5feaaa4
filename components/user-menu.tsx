import { Avatar } from "@/components/ui/avatar"
import type { Session } from "@/lib/auth"
import { withBasePath } from "@/lib/base-path.mjs"
import { messages } from "@/messages"

const itemStyle = "block w-full rounded-control px-3 py-2.5 text-start hover:bg-sunken"

/** The menu of the signed-in user. A native popover: Escape or a click elsewhere closes it without JavaScript. */
export async function UserMenu({ user }: { user: Session["user"] }) {
  const { menu: texts } = await messages()
  return (
    <>
      <button
        type="button"
        popoverTarget="user-menu"
        aria-label={texts.open}
        className="flex min-h-11 items-center gap-2 rounded-full border border-line bg-surface ps-1.5 pe-3 transition-colors hover:border-edge hover:bg-sunken"
      >
        <Avatar name={user.name ?? user.email} image={user.image} />
        <svg
          viewBox="0 0 12 12"
          aria-hidden="true"
          className="size-3 fill-none stroke-current stroke-2 text-muted"
        >
          <path d="m2 4.5 4 4 4-4" />
        </svg>
      </button>
      <nav
        id="user-menu"
        popover="auto"
        aria-label={texts.open}
        className="user-menu w-72 rounded-card border border-line bg-surface p-2 text-ink shadow-card"
      >
        <p className="mb-2 border-b border-line px-3 pt-2 pb-3.5">
          <span className="line-clamp-2 font-medium wrap-anywhere">{user.name ?? texts.noName}</span>
          {user.email && <span className="block truncate text-sm text-muted">{user.email}</span>}
        </p>
        <a href={withBasePath("/dashboard")} className={itemStyle}>
          {texts.dashboard}
        </a>
        {user.role === "ADMIN" && (
          <a href={withBasePath("/admin")} className={itemStyle}>
            {texts.admin}
          </a>
        )}
        {/* A route, not a server action: an open tab must be able to sign out after a new build was deployed. */}
        <form method="post" action={withBasePath("/api/auth/signout")}>
          <input type="hidden" name="callbackUrl" value="/" />
          <button type="submit" className={itemStyle}>
            {texts.signOut}
          </button>
        </form>
      </nav>
    </>
  )
}
