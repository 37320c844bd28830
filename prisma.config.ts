import { fileURLToPath } from "node:url"
import { defineConfig } from "prisma/config"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Prisma's own WebAssembly engine, so that `prisma` works where its binary host cannot be reached.
if (!process.env.PRISMA_NATIVE_ENGINE) process.env.PRISMA_SCHEMA_ENGINE_BINARY ||= here("prisma/schema-engine.mjs")
// `prisma generate` needs some URL, never a server.
process.env.DATABASE_URL ||= "postgresql://placeholder@127.0.0.1:1/placeholder"

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  engine: "classic",
  datasource: { url: process.env.DATABASE_URL },
})
