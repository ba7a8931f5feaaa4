// Runs one function of Vercel's output as a server: node vercel-function.cjs <its handler> <port>
const { createServer } = require("node:http")

const [, , handler, port] = process.argv
const answer = require(handler)

createServer((request, response) => {
  // Only tells the starter that the process is up.
  if (request.url === "/api/health?live") return response.end()
  void (answer.default ?? answer)(request, response)
}).listen(Number(port), "localhost")
