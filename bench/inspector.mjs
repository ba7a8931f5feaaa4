// V8's inspector in a process that was started with `--inspect`.
import { WebSocket } from "undici"

/** @typedef {(method: string, params?: object) => Promise<Record<string, unknown>>} Send */

/**
 * @template T
 * @param {number} port of the inspector, on this machine
 * @param {(send: Send) => Promise<T>} work
 * @returns {Promise<T>}
 * @throws when there is no inspector, or a method returns an error
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
  const pending = new Map()
  socket.addEventListener("message", ({ data }) => {
    const { id, result, error } = JSON.parse(String(data))
    if (error) pending.get(id)?.reject(new Error(error.message))
    else pending.get(id)?.resolve(result)
  })
  socket.addEventListener("close", () => {
    for (const { reject } of pending.values()) reject(new Error("The inspected process ended."))
  })
  try {
    return await work(
      (method, params = {}) =>
        new Promise((resolve, reject) => {
          const id = pending.size
          pending.set(id, { resolve, reject })
          socket.send(JSON.stringify({ id, method, params }))
        }),
    )
  } finally {
    socket.close()
  }
}
