import { readPath } from "./profile"

/**
 * Whether a response has a value: `"errcode=40030"`. Numbers and booleans are compared as JSON.
 *
 * @returns undefined if the path has no value
 */
export function hasValue(body: unknown, condition: string): boolean | undefined {
  const [, path, expected] = condition.match(/^(.*)=(.*)$/) ?? []
  const found = readPath(body, path)
  return found === undefined ? undefined : found === expected || JSON.stringify(found) === expected
}
