import { vitePlugin as remix } from "@remix-run/dev"
import { defineConfig } from "vite"
import remixConfig from "./remix.config.js"

// Imports by #app/* need no plugin: Vite reads them from package.json, like Node and TypeScript.
export default defineConfig({
  plugins: [remix(remixConfig)],
  build: { target: "es2022", assetsInlineLimit: 0 },
  // Without this list a cold dev start finds them one by one and loads two Reacts.
  optimizeDeps: {
    include: [
      "react",
      "react-dom",
      "react-dom/client",
      "react/jsx-runtime",
      "react/jsx-dev-runtime",
      "@remix-run/react",
      "@shopify/app-bridge-react",
      "@shopify/polaris",
      "@shopify/shopify-app-remix/react",
      "@shopify/shopify-app-remix/server",
    ],
  },
  server: { fs: { allow: ["app", "node_modules"] } },
})
