import { Tabs } from "@/components/ui/tabs"
import { messages } from "@/messages"

const paths = { users: "/admin", connections: "/admin/connections" } as const

/** The tabs of the administration. */
export async function AdminNav({ current }: { current: keyof typeof paths }) {
  const { sections } = (await messages()).admin
  const tabs = (["users", "connections"] as const).map((name) => ({
    href: paths[name],
    text: sections[name],
    isCurrent: name === current,
  }))
  return <Tabs label={sections.label} tabs={tabs} />
}
