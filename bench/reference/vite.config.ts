import { vitePlugin as remix } from "@remix-run/dev"
import { defineConfig } from "vite"

export default defineConfig({
  root: import.meta.dirname,
  plugins: [remix({ buildDirectory: "../../.cache/bench-reference", serverModuleFormat: "esm" })],
  build: { target: "es2022" },
})
