import { join } from "node:path"
import { defineConfig } from "vitest/config"

// What Node compiled once it need not compile again: tests start many processes of the same few programs.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, ".cache/compiled")

/**
 * Four kinds of test, told apart by their name: `x.test.ts` is pure (or only opens local sockets), `x.db.test.ts` gets a
 * migrated database of its own, `x.browser.test.ts` drives a real browser, `tests/e2e` runs the whole world.
 */
const setupFiles = ["tests/support/fresh-modules.ts", "tests/support/quiet-console.ts"]
const shared = { testTimeout: 90_000, hookTimeout: 180_000, setupFiles, isolate: false }
const withDatabase = {
  globalSetup: ["tests/support/test-cluster.ts"],
  setupFiles: [...setupFiles, "tests/support/own-database.ts"],
}
const wholeWorld = { testTimeout: 180_000, hookTimeout: 300_000 }
/** Of the whole world's tests those that look at the clock, or load the machine so that nobody else could. */
const ALONE = [
  "tests/e2e/main-job.test.ts",
  "tests/e2e/hostile.test.ts",
  "tests/e2e/faults.test.ts",
  "tests/processes/**/*.test.ts",
]
const everywhere = ["app", "bin", "bench", "simulator", "tests", "extensions"]
const named = (suffix: string) => everywhere.map((folder) => `${folder}/**/*${suffix}.test.ts`)

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: named(""),
          exclude: [...named(".db"), ...named(".browser"), "tests/e2e/**", "tests/processes/**", "**/node_modules/**"],
        },
      },
      { test: { ...shared, ...withDatabase, name: "db", include: named(".db"), exclude: ["tests/e2e/**"] } },
      {
        test: {
          ...shared,
          name: "browser",
          include: named(".browser"),
          exclude: ["tests/e2e/**", "simulator/**"],
          testTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 }, // one at a time, after the rest: they measure what a busy machine blurs
        },
      },
      {
        test: {
          ...shared,
          name: "simulator",
          include: ["simulator/**/*.browser.test.ts"],
          testTimeout: 120_000,
          sequence: { groupOrder: 2 }, // with the journeys: nothing here is measured
        },
      },
      {
        test: {
          ...shared,
          ...wholeWorld,
          name: "journeys",
          include: ["tests/e2e/**/*.test.ts"],
          exclude: ALONE,
          sequence: { groupOrder: 2 }, // each in a world of its own, two at a time: much of a journey is waiting
        },
      },
      {
        test: {
          ...shared,
          ...wholeWorld,
          name: "e2e",
          include: ALONE,
          fileParallelism: false,
          sequence: { groupOrder: 3 }, // alone, after the others: it looks at the clock, or needs the whole machine
        },
      },
    ],
  },
})
