import { createHash } from "node:crypto"
import { themeNameOf } from "../../theme-editor/templates.ts"
import { type ThemeFile, themeFilesOf } from "../../theme-editor/theme-files.ts"
import type { ApiContext } from "../api-context.ts"
import { type Connection, type PageArguments, paginateList } from "../connection.ts"

type Node = Record<string, unknown>
type ThemesArguments = PageArguments & { roles?: string[] | null; names?: string[] | null }
type FilesArguments = PageArguments & { filenames?: string[] | null }

/** A shop here has one theme, the published one. */
export function listThemes(context: ApiContext, args: ThemesArguments): Connection<Node> {
  const name = themeNameOf(context.place.shop)
  const asked = (!args.roles || args.roles.includes("MAIN")) && (!args.names || args.names.includes(name))
  return paginateList(asked ? [name] : [], args, () => themeNode(context))
}

function themeNode(context: ApiContext): Node {
  const { shop } = context.place
  return {
    __typename: "OnlineStoreTheme",
    id: `gid://shopify/OnlineStoreTheme/${shop.id}`,
    name: themeNameOf(shop),
    prefix: "/",
    role: "MAIN",
    processing: false,
    processingFailed: false,
    themeStoreId: null,
    createdAt: shop.createdAt,
    updatedAt: shop.createdAt,
    files: (args: FilesArguments) => listFiles(context, args),
  }
}

/** By name, `*` standing for anything. Which names were not found is told in `userErrors`. */
function listFiles(context: ApiContext, args: FilesArguments): Connection<Node> & { userErrors: Node[] } {
  const all = themeFilesOf(context.place.shop)
  const found = all.filter(({ filename }) => !args.filenames || args.filenames.some((name) => matches(filename, name)))
  const missing = (args.filenames ?? []).filter(
    (name) => !name.includes("*") && !all.some(({ filename }) => filename === name),
  )
  return {
    ...paginateList(found, args, (file) => fileNode(context, file)),
    userErrors: missing.map((filename) => ({ filename, code: "NOT_FOUND" })),
  }
}

function matches(filename: string, asked: string): boolean {
  const parts = asked.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\/]/g, "\\$&"))
  return new RegExp(`^${parts.join(".*")}$`).test(filename)
}

function fileNode(context: ApiContext, { filename, content }: ThemeFile): Node {
  const { createdAt } = context.place.shop
  return {
    __typename: "OnlineStoreThemeFile",
    filename,
    body: { __typename: "OnlineStoreThemeFileBodyText", content },
    contentType: "application/json",
    checksumMd5: createHash("md5").update(content).digest("hex"),
    size: String(Buffer.byteLength(content)),
    createdAt,
    updatedAt: createdAt,
  }
}
