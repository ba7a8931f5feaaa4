import { connectionKinds, type ConnectionKind } from "@/lib/auth/connections"
import { messages } from "@/messages"

/** The name of a kind: of a standard, or of a provider in the catalogue. */
export async function kindName({ id, name }: Pick<ConnectionKind, "id" | "name">): Promise<string> {
  const { kinds } = (await messages()).connections
  return new Map(Object.entries(kinds)).get(id) ?? name
}

export function findKind(id: string): ConnectionKind | undefined {
  return connectionKinds().find((kind) => kind.id === id)
}
