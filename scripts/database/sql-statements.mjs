// Splits a script into statements, as psql does (PostgreSQL's documentation, "Lexical Structure"). For databases that run a script only
// statement by statement.

/** What may contain a semicolon that ends no statement, and the semicolon that ends one. */
const token = new RegExp(
  [
    /--[^\n]*/,
    /\/\*/,
    /\b[eE]'(?:[^'\\]|\\[^]|'')*'/,
    /'(?:[^']|'')*'/,
    /"(?:[^"]|"")*"/,
    // Not within a name, such as a$b$c.
    /(?<![\w$])\$(?<tag>[\p{L}_][\p{L}\p{N}_]*)?\$[^]*?\$\k<tag>\$/u,
    /[()]/,
    /;/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gu",
)

/**
 * @param {string} script
 * @returns {string[]} statements without their semicolons; comments stay
 */
export function statementsIn(script) {
  const statements = []
  let [start, depth] = [0, 0]
  token.lastIndex = 0
  for (let found = token.exec(script); found; found = token.exec(script)) {
    const [text] = found
    if (text === "/*") token.lastIndex = endOfComment(script, found.index)
    if (text === "(") depth++
    if (text === ")") depth--
    if (text !== ";" || depth > 0) continue
    statements.push(script.slice(start, found.index))
    start = token.lastIndex
  }
  statements.push(script.slice(start))
  return statements.map((statement) => statement.trim()).filter(hasContent)
}

/** Comments may contain comments. @param {string} script @param {number} start */
function endOfComment(script, start) {
  const mark = /\/\*|\*\//g
  mark.lastIndex = start
  let depth = 0
  for (let found = mark.exec(script); found; found = mark.exec(script)) {
    depth += found[0] === "/*" ? 1 : -1
    if (depth === 0) return mark.lastIndex
  }
  return script.length
}

/** @param {string} statement */
function hasContent(statement) {
  for (let rest = statement; rest !== "";) {
    if (rest.startsWith("--")) rest = rest.replace(/^--[^\n]*/, "").trimStart()
    else if (rest.startsWith("/*")) rest = rest.slice(endOfComment(rest, 0)).trimStart()
    else return true
  }
  return false
}
