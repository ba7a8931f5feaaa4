/** A problem of the environment. It never contains a secret. */
export type Problem = {
  /** The name of the variable; several are separated by commas. */
  variable: string
  /** What is wrong, as the rest of a sentence about the variable, with its full stop. */
  problem: string
  /** What to do, in a sentence. */
  fix: string
}

/** A problem as one line of text. */
export function problemText({ variable, problem, fix }: Problem): string {
  return `${variable} ${problem} ${fix}`
}
