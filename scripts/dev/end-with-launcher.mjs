// Preloaded into commands of Next, which stop themselves when their launcher was killed. Node preloads this file in every process that Next
// starts too; Next stops those itself.
if (process.ppid === Number(process.env.PORTICO_LAUNCHER))
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"))
