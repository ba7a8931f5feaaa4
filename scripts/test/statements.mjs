// The statements in what a driver sends to PostgreSQL (PostgreSQL's documentation, "Frontend/Backend Protocol").

/**
 * Splits the stream of one connection into messages and reports each statement when it is run.
 * @param {(statement: string) => void} onStatement
 * @returns {(chunk: Buffer) => void}
 */
export function statementParser(onStatement) {
  /** @type {Map<string, string>} */
  const statements = new Map()
  /** @type {Map<string, string>} */
  const portals = new Map()
  let rest = Buffer.alloc(0)
  let started = false
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const head = started ? 1 : 0
      if (rest.length < head + 4) return
      const end = head + rest.readInt32BE(head)
      if (rest.length < end) return
      const [type, body] = [String.fromCharCode(rest[0] ?? 0), rest.subarray(head + 4, end)]
      rest = rest.subarray(end)
      // The first message has no type. 80877103 requests TLS, and another first message follows it.
      if (!started) started = body.readInt32BE(0) !== 80_877_103
      else handleMessage(type, body)
    }
  }

  /**
   * @param {string} type
   * @param {Buffer} body
   */
  function handleMessage(type, body) {
    const [first = "", second = ""] = body.toString("latin1").split("\0", 2)
    if (type === "Q") onStatement(first)
    if (type === "P") statements.set(first, second)
    if (type === "B") portals.set(first, statements.get(second) ?? "")
    if (type === "E") onStatement(portals.get(first) ?? "")
  }
}
