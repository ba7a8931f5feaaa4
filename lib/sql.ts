// Raw SQL for what a Prisma model call cannot say, on the pool that Prisma uses too.
import "server-only"
import { createHash } from "node:crypto"
import { types, type Pool } from "pg"
import { pool, preparesStatements } from "./pool"

/** Runs one statement and returns its rows. Values in `${}` are sent as parameters, except `columns()`; times are in UTC. */
export type Sql = <Row extends object>(
  text: TemplateStringsArray,
  ...values: (Value | Columns)[]
) => Promise<Row[]>

type Value = string | number | boolean | Date | null

class Columns {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/**
 * A list of columns in the text of a statement.
 *
 * @param table its name in the statement
 * @param names the fields to select, which are the names in the result too
 * @param selected how SQL selects a field that is not just a column of its name, such as `{table}."plan_code"::text`
 */
export function columns(
  table: string,
  names: readonly string[],
  selected: Readonly<Record<string, string>>,
): Columns {
  const column = (name: string) =>
    `${(selected[name] ?? `{table}."${name}"`).replaceAll("{table}", table)} AS "${name}"`
  return new Columns([...new Set(names)].map(column).join(", "))
}

/** Runs a statement outside a transaction. */
export const sql = sqlOn(pool)

/** Like `sql`, as a prepared statement: the server keeps its plan. */
export const preparedSql = sqlOn(pool, { prepare: true })

/**
 * The name under which the server keeps the plan of a statement. It derives from the text, so that a changed statement never
 * meets the plan of the old one: not under hot reload, and not in a rolling deployment.
 */
export function statementName(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = `p_${createHash("sha256").update(text).digest("base64url").slice(0, 22)}`
  names.set(text, name)
  return name
}

const names = new Map<string, string>()

function sqlOn(connection: Pool, { prepare = false } = {}): Sql {
  return async <Row extends object>(strings: TemplateStringsArray, ...given: (Value | Columns)[]) => {
    const values: Value[] = []
    let [text = ""] = strings
    for (const [index, value] of given.entries()) {
      if (value instanceof Columns) text += value.text
      else {
        // The driver would write a time in the zone of this process, and a cast to `timestamp` forgets the zone.
        values.push(value instanceof Date ? value.toISOString() : value)
        text += `$${values.length}`
      }
      text += strings[index + 1] ?? ""
    }
    const name = prepare && preparesStatements() ? statementName(text) : undefined
    const { rows } = await connection.query<Row>({ text, values, types: inUtc, ...(name && { name }) })
    return rows
  }
}

/** Columns of type `timestamp` and `date` are in UTC, whatever the zone of this process. */
const inUtc = {
  getTypeParser(type: number, format?: "text" | "binary") {
    if (type === types.builtins.TIMESTAMP) return (value: string) => new Date(`${value}Z`)
    if (type === types.builtins.DATE) return (value: string) => new Date(value)
    return types.getTypeParser(type, format)
  },
}
