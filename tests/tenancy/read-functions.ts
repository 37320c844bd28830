import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"

/** Every exported query of the app: found in the sources, so that a new one is asked too. */
export type ReadFunction = { file: string; name: string; parameters: Parameter[] }

/** A plain parameter, or the names taken out of an object. */
export type Parameter = { name: string; fields: string[] | null }

const APP = join(import.meta.dirname, "../../app")
/** What a function that only reads is called (docs/architecture.md). */
const READS = /^(get|find|list|load|read|count|sum|explain|has|is|show|collect)[A-Z]/
/** These ask Shopify or seal values; they hold no rows of ours. */
const NOT_OURS = /^(shopify|lib|routes)\//

/** Functions that read and are told whose rows: `shop` first, or after the connection. */
export function listReadFunctions(): ReadFunction[] {
  return readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".server.ts") && !NOT_OURS.test(file))
    .sort()
    .flatMap(functionsOf)
    .filter(({ name, parameters }) => READS.test(name) && parameters.slice(0, 2).some((one) => one.name === "shop"))
}

function functionsOf(file: string): ReadFunction[] {
  const source = ts.createSourceFile(file, readFileSync(join(APP, file), "utf8"), ts.ScriptTarget.Latest, true)
  return source.statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) || !statement.name) return []
    if (!statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return []
    return [{ file, name: statement.name.text, parameters: statement.parameters.map(parameterOf) }]
  })
}

function parameterOf({ name }: ts.ParameterDeclaration): Parameter {
  if (ts.isIdentifier(name)) return { name: name.text, fields: null }
  const fields = name.elements.flatMap((element) =>
    ts.isBindingElement(element) && ts.isIdentifier(element.name) ? [element.name.text] : [],
  )
  return { name: "", fields }
}
