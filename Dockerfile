# The build needs no variables but AUTH_URL for an app below a path: the app reads them when the container starts (docs/deploying.md). The base has a digest, because a
# tag can be moved to another image. Dependabot proposes newer ones.
FROM node:24-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6 AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
ARG AUTH_URL=
RUN STANDALONE=1 npm run build

FROM node:24-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
COPY --from=build /app/public ./public
# For the commands of `node scripts/db.mjs`, such as `migrate`, and for `node scripts/doctor.mjs`.
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/scripts/db.mjs /app/scripts/doctor.mjs ./scripts/
COPY --from=build /app/scripts/database ./scripts/database
COPY --from=build /app/scripts/doctor ./scripts/doctor
COPY --from=build /app/scripts/lib ./scripts/lib
COPY --from=build /app/lib ./lib
COPY --from=build /app/node_modules/jiti ./node_modules/jiti
COPY --from=build /app/node_modules/jose ./node_modules/jose
COPY --from=build /app/node_modules/oauth4webapi ./node_modules/oauth4webapi
COPY --from=build /app/node_modules/undici ./node_modules/undici
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}${new URL(process.env.AUTH_URL).pathname.replace(/\\/$/, '')}/api/health?live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
