// What unit tests run under that seal, or ask whether a request is ours. One for all of them: a process reads it once.
Object.assign(process.env, {
  AUTH_URL: "https://app.example.com",
  AUTH_SECRET: "a secret of thirty-two characters",
  AUTH_SECRET_PREVIOUS: "an older secret of 32 characters.",
  DATABASE_URL: "postgres://localhost/none",
})
