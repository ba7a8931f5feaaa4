// What unit tests run under that seal, or read the app's own address. One for all of them: a process reads it once.
export const unitEnvironment = {
  AUTH_URL: "http://localhost:3000",
  AUTH_SECRET: "a secret of thirty-two characters",
  AUTH_SECRET_PREVIOUS: "an older secret of 32 characters.",
  DATABASE_URL: "postgres://localhost/none",
}

Object.assign(process.env, unitEnvironment)
