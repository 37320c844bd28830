declare const config: NonNullable<Parameters<typeof import("@remix-run/dev").vitePlugin>[0]>
export default config
