import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { type FileHandle, open } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { emit } from "../../world/emit.ts"
import { nextId, type World } from "../../world/world.ts"
import type { ApiContext } from "../api-context.ts"
import type { BulkQuery } from "./bulk-query.ts"
import { type NodeLines, runBulkQuery } from "./bulk-run.ts"

type Status = "CREATED" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELING" | "CANCELED"

/** A bulk operation of one shop; it lives in memory, its result in a temporary file. */
export type BulkOperation = {
  id: string
  shop: string
  query: string
  grouped: boolean
  status: Status
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT" | null
  createdAt: Date
  completedAt: Date | null
  objectCount: number
  rootObjectCount: number
  /** Names the result in its address; whoever knows it may read it, as with Shopify's signed addresses. */
  token: string
  file: string
  fileSize: number
}

/** How the next operations of a shop go, for tests: slowly, or not to their end. */
export type BulkBehaviour = { pauseMs?: number; failAfter?: number }

/** An app runs at most so many at a time in a shop (2026-01 and later). */
const AT_A_TIME = 5

const operations = new WeakMap<World, BulkOperation[]>()
const behaviours = new WeakMap<World, Map<string, BulkBehaviour>>()
let folder: string | undefined

function resultFolder(): string {
  if (folder) return folder
  const made = mkdtempSync(join(tmpdir(), "regulars-bulk-"))
  process.once("exit", () => rmSync(made, { recursive: true, force: true }))
  folder = made
  return made
}

/** Every operation of a shop, newest first. */
export function listBulkOperations(world: World, shop: string): BulkOperation[] {
  return (operations.get(world) ?? []).filter((one) => one.shop === shop).reverse()
}

export function findBulkByToken(world: World, token: string): BulkOperation | undefined {
  return operations.get(world)?.find((one) => one.token === token)
}

export function setBulkBehaviour(world: World, shop: string, behaviour: BulkBehaviour): void {
  const known = behaviours.get(world) ?? new Map()
  behaviours.set(world, known.set(shop, behaviour))
}

/** Starts an operation in the background; null: five are running already. */
export function startBulkOperation(context: ApiContext, query: BulkQuery, text: string, grouped: boolean) {
  const { world } = context.simulator
  const running = listBulkOperations(world, context.shop).filter((one) => isUnderWay(one))
  if (running.length >= AT_A_TIME) return null
  const token = randomUUID()
  const operation: BulkOperation = {
    id: nextId(world),
    shop: context.shop,
    query: text,
    grouped,
    status: "CREATED",
    errorCode: null,
    createdAt: context.at,
    completedAt: null,
    objectCount: 0,
    rootObjectCount: 0,
    token,
    file: join(resultFolder(), `${token}.jsonl`),
    fileSize: 0,
  }
  operations.set(world, [...(operations.get(world) ?? []), operation])
  void run(context, operation, query)
  return operation
}

export function isUnderWay({ status }: BulkOperation): boolean {
  return status === "CREATED" || status === "RUNNING" || status === "CANCELING"
}

async function run(context: ApiContext, operation: BulkOperation, query: BulkQuery): Promise<void> {
  const { world, clock } = context.simulator
  const { pauseMs = 0, failAfter } = behaviours.get(world)?.get(operation.shop) ?? {}
  const file = await open(operation.file, "w")
  try {
    await sleep(pauseMs)
    if (operation.status === "CREATED") operation.status = "RUNNING"
    for await (const page of runBulkQuery(context, query)) {
      if (operation.status === "CANCELING") break
      await writePage(file, operation, page, failAfter)
      if (operation.errorCode) break
      await sleep(pauseMs)
    }
  } catch (error) {
    const denied = (error as { extensions?: { code?: string } }).extensions?.code === "ACCESS_DENIED"
    operation.errorCode = denied ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR"
  } finally {
    await file.close()
  }
  operation.status = operation.status === "CANCELING" ? "CANCELED" : operation.errorCode ? "FAILED" : "COMPLETED"
  operation.completedAt = clock.now()
  tellFinished(world, operation)
}

/** Grouped: each node is followed by its children. Else the children of a page come after all its nodes. */
async function writePage(
  file: FileHandle,
  operation: BulkOperation,
  page: NodeLines[],
  failAfter: number | undefined,
): Promise<void> {
  const roots = failAfter === undefined ? page : page.slice(0, Math.max(0, failAfter - operation.rootObjectCount))
  if (roots.length < page.length) operation.errorCode = "INTERNAL_SERVER_ERROR"
  const lines = operation.grouped
    ? roots.flatMap(({ own, children }) => [own, ...children])
    : [...roots.map(({ own }) => own), ...roots.flatMap(({ children }) => children)]
  const text = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""))
  await file.write(text)
  operation.objectCount += lines.length
  operation.rootObjectCount += roots.length
  operation.fileSize += text.length
}

function tellFinished(world: World, operation: BulkOperation): void {
  const payload = {
    admin_graphql_api_id: `gid://shopify/BulkOperation/${operation.id}`,
    completed_at: operation.completedAt?.toISOString() ?? null,
    created_at: operation.createdAt.toISOString(),
    error_code: operation.errorCode?.toLowerCase() ?? null,
    status: operation.status.toLowerCase(),
    type: "query",
  }
  emit(world, operation.shop, operation.completedAt ?? operation.createdAt, [
    { topic: "bulk_operations/finish", payload },
  ])
}
