import { vi } from "vitest"

/**
 * Test files that follow one another in a process share the packages they import, which cost most to load, and nothing
 * else: each begins with our own modules as if nobody had imported them, without what they keep on globalThis, and in the
 * environment that the run began with.
 */
const begun = Symbol.for("tests begun in")
const everything = globalThis as unknown as Record<string | symbol, unknown>
everything[begun] ??= { ...process.env }
const environment = everything[begun] as NodeJS.ProcessEnv

for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
Object.assign(process.env, environment)
for (const name of Object.keys(everything)) if (name.startsWith("regulars")) delete everything[name]
vi.resetModules()
