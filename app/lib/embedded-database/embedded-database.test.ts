import { mkdtemp, readFile, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type EmbeddedDatabase, startEmbeddedDatabase } from "./embedded-database.server.ts"
import { findPlace } from "./reachable-place.server.ts"

// mkdtemp makes folders that only their owner may enter: the hard case for root, who must hand the server to another user.
let folder: string
let cluster: EmbeddedDatabase

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "regulars-embedded-"))
  cluster = await startEmbeddedDatabase({ folder })
})

afterAll(async () => {
  await cluster.destroy()
  await rm(folder, { recursive: true })
})

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

test("it comes up in a folder that nobody else may enter, and makes the database asked for", async () => {
  const url = await cluster.url("shop")
  expect(await ask(url, "SELECT current_database() AS name")).toEqual([{ name: "shop" }])
})

test("a second start finds the running server and its data", async () => {
  const url = await cluster.url("shop")
  await ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
  const again = await startEmbeddedDatabase({ folder })
  expect(await again.url("shop")).toBe(url)
  expect(await ask(await again.url("shop"), "SELECT answer FROM kept")).toEqual([{ answer: 42 }])
})

test("after the server itself is killed the next start recovers", async () => {
  const { data } = await findPlace(folder, process.getuid?.() === 0)
  const pid = Number((await readFile(join(data, "postmaster.pid"), "utf8")).split("\n")[0])
  process.kill(pid, "SIGKILL")
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  cluster = await startEmbeddedDatabase({ folder })
  expect(await ask(await cluster.url("shop"), "SELECT answer FROM kept")).toEqual([{ answer: 42 }])
})

test("who works in it is no superuser, but owns the database and may shape it", async () => {
  const url = await cluster.url("shop")
  expect(
    await ask(url, "SELECT rolsuper OR rolbypassrls AS passes FROM pg_roles WHERE rolname = current_user"),
  ).toEqual([{ passes: false }])
  await ask(url, "CREATE SCHEMA own CREATE TABLE own.made (id serial)")
})

test("a database that the superuser made before is handed over with everything in it", async () => {
  await ask(cluster.adminUrl("postgres"), "CREATE DATABASE older")
  await ask(
    cluster.adminUrl("older"),
    `CREATE TABLE "Point" (id serial PRIMARY KEY, n int); CREATE INDEX ON "Point" (n);
     CREATE SCHEMA queue; CREATE TABLE queue.job (id bigint GENERATED ALWAYS AS IDENTITY); CREATE SEQUENCE queue.ids;
     CREATE TYPE queue.spec AS (name text); CREATE TYPE mood AS ENUM ('good'); CREATE VIEW few AS SELECT * FROM "Point";
     CREATE FUNCTION queue.go(queue.spec, int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  )
  const url = await cluster.url("older")
  await ask(
    url,
    `INSERT INTO "Point" (n) VALUES (1); ALTER TABLE "Point" ADD COLUMN m int; INSERT INTO queue.job DEFAULT VALUES;
     CREATE OR REPLACE FUNCTION queue.go(queue.spec, int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 2';
     ALTER TYPE mood ADD VALUE 'better'; ALTER TYPE queue.spec ADD ATTRIBUTE size int; DROP VIEW few;
     ALTER SEQUENCE queue.ids RESTART; CREATE TABLE queue.more (); DROP SCHEMA queue CASCADE`,
  )
  const again = await cluster.url("older")
  expect(await ask(again, `SELECT n FROM "Point"`)).toEqual([{ n: 1 }])
})

test("its password is for the owner's eyes only, and a stranger without it is refused", async () => {
  expect((await stat(join(folder, "password"))).mode & 0o777).toBe(0o600)
  const url = new URL(await cluster.url("shop"))
  url.password = "guess"
  await expect(ask(url.href, "SELECT 1")).rejects.toThrow(/password authentication failed/)
})

test("a folder that is made again where another stood gets a cluster of its own", async () => {
  const path = await mkdtemp(join(tmpdir(), "regulars-embedded-"))
  const first = await startEmbeddedDatabase({ folder: path })
  await rm(path, { recursive: true })
  const second = await startEmbeddedDatabase({ folder: path })
  try {
    expect(await ask(await second.url("shop"), "SELECT 1 AS one")).toEqual([{ one: 1 }])
  } finally {
    await first.destroy()
    await second.destroy()
    await rm(path, { recursive: true })
  }
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
