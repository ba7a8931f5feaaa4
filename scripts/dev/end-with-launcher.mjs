// Loaded into `next dev`: a launcher that was killed can no longer stop it, so it stops itself. Node hands this file on to
// every process that Next starts; they are Next's to stop.
if (process.ppid === Number(process.env.PORTICO_LAUNCHER))
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"))
