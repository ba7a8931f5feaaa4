// V8's inspector in a process that was started with `--inspect`.
import { WebSocket } from "undici"

/** @typedef {(method: string, params?: object) => Promise<Record<string, unknown>>} Tell */

/**
 * @template T
 * @param {number} port of the inspector, on this machine
 * @param {(tell: Tell) => Promise<T>} work
 * @returns {Promise<T>}
 * @throws when there is no inspector, or it refuses a method
 */
export async function inspect(port, work) {
  const [target] = /** @type {{ webSocketDebuggerUrl: string }[]} */ (
    await (await fetch(`http://127.0.0.1:${port}/json`)).json()
  )
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? "")
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve)
    socket.addEventListener("error", reject)
  })
  /** @type {Map<number, { resolve: (result: Record<string, unknown>) => void, reject: (error: Error) => void }>} */
  const waiting = new Map()
  socket.addEventListener("message", ({ data }) => {
    const { id, result, error } = JSON.parse(String(data))
    if (error) waiting.get(id)?.reject(new Error(error.message))
    else waiting.get(id)?.resolve(result)
  })
  socket.addEventListener("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("The inspected process ended."))
  })
  try {
    return await work(
      (method, params = {}) =>
        new Promise((resolve, reject) => {
          const id = waiting.size
          waiting.set(id, { resolve, reject })
          socket.send(JSON.stringify({ id, method, params }))
        }),
    )
  } finally {
    socket.close()
  }
}
