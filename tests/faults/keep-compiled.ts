import { flushCompileCache } from "node:module"

// Loaded ahead of each server and worker. Node writes what it compiled when a process ends in good order, and ours are
// killed: without this each one that starts would compile everything again until somebody was asked to stop.
const AFTER_START_MS = 4_000

setTimeout(flushCompileCache, AFTER_START_MS).unref()
