// The environment of unit tests that seal values or read the app's address. A process reads it once, so all tests share it.
export const unitEnvironment = {
  AUTH_URL: "http://localhost:3000",
  AUTH_SECRET: "a secret of thirty-two characters",
  AUTH_SECRET_PREVIOUS: "an older secret of 32 characters.",
  DATABASE_URL: "postgres://localhost/none",
}

Object.assign(process.env, unitEnvironment)
