import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"
import { expect, test } from "vitest"

/** What a person reads stands in the language files: components hold no words, glue no texts and format nothing. */

const appFolder = join(import.meta.dirname, "..")

const files = readdirSync(appFolder, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
  .map((file) => ({ file, code: readFileSync(join(appFolder, file), "utf8") }))
const components = files
  .filter(({ file }) => file.endsWith(".tsx") && !file.includes(".server."))
  .map(({ file, code }) => ({ file, tree: ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true) }))

/** Every place in the components that `asks` about, as "file:line: code". */
function places(asks: (node: ts.Node) => boolean): string[] {
  return components.flatMap(({ file, tree }) => {
    const found: string[] = []
    const visit = (node: ts.Node) => {
      if (asks(node)) {
        const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1
        found.push(`${file}:${line}: ${node.getText().trim()}`)
      }
      node.forEachChild(visit)
    }
    visit(tree)
    return found
  })
}

/** Attributes whose text somebody sees or hears. */
const SPOKEN = /^(title|label|placeholder|alt|content|summary|heading|message|caption)$|(Label|Text|Title|Hidden)$/
/** "Save", "save all" – not "space-between", "M4 4", "admin-home" or "a.b". */
const WORDS = /^\p{L}+[!?.…]?(\s+\p{L}+[!?.,…]?)+$|^\p{Lu}\p{Ll}{2,}/u

test("no component holds words of its own", () => {
  const isWritten = (node: ts.Node) =>
    ts.isJsxText(node) && /\p{L}/u.test(node.text) && !SIGNS.includes(node.text.trim())
  const isSpoken = (node: ts.Node) =>
    ts.isJsxAttribute(node) &&
    SPOKEN.test(node.name.getText()) &&
    !/^meta$/.test(node.parent.parent.tagName.getText()) &&
    !!node.initializer &&
    ts.isStringLiteral(node.initializer) &&
    /\p{L}/u.test(node.initializer.text)
  const isSentence = (node: ts.Node) =>
    ts.isStringLiteral(node) &&
    !ts.isImportDeclaration(node.parent) &&
    !(ts.isJsxAttribute(node.parent) && /^(className|d|sizes|rel|class)$/.test(node.parent.name.getText())) &&
    !isForMachines(node.parent) &&
    !SIGNS.includes(node.text) &&
    WORDS.test(node.text)
  expect(places((node) => isWritten(node) || isSpoken(node) || isSentence(node))).toEqual([])
})

/** Polaris's own sign for "every row is selected", and a unit that is written alike everywhere. */
const SIGNS = ["All", "px"]

/** What is compared, kept for the log in an error, or names a kind of thing to Shopify is read by no person. */
const isForMachines = (parent: ts.Node): boolean =>
  ts.isBinaryExpression(parent) ||
  ts.isCaseClause(parent) ||
  ts.isLiteralTypeNode(parent) ||
  (ts.isNewExpression(parent) && /Error$/.test(parent.expression.getText())) ||
  (ts.isCallExpression(parent) && /^(gidFromAddress|toGid|gidDigits)$/.test(parent.expression.getText()))

/** A call that makes words: t("…"), coded("…"). */
const makesWords = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && /(^|\.)(t|coded)$/.test(node.expression.getText())

test("no text is glued together from pieces: word order is the language's", () => {
  const isGlued = (node: ts.Node) =>
    (ts.isTemplateExpression(node) && node.templateSpans.some((span) => makesWords(span.expression))) ||
    (ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.PlusToken &&
      (makesWords(node.left) || makesWords(node.right)))
  const isBesideWords = (node: ts.Node) => {
    if (!ts.isJsxElement(node) && !ts.isJsxFragment(node)) return false
    const said = node.children.filter(
      (child) => ts.isJsxExpression(child) && !!child.expression && !ts.isConditionalExpression(child.expression),
    )
    const texts = said.filter((child) => ts.isJsxExpression(child) && child.expression && makesWords(child.expression))
    const blanks = said.filter((child) => ts.isJsxExpression(child) && child.expression?.getText() === '" "')
    return texts.length > 0 && (blanks.length > 0 || texts.length > 1)
  }
  expect(places((node) => isGlued(node) || isBesideWords(node))).toEqual([])
})

test("numbers, money and moments are written in one place", () => {
  // The last is what Shopify's own Liquid writes of a sum, for the preview.
  const WRITERS = ["i18n/formats.ts", "lib/money.ts", "appearance/liquid/money.ts"]
  const writes = /\bIntl\.(NumberFormat|DateTimeFormat|RelativeTimeFormat|ListFormat)\b|\.toLocale\w*String\(/
  expect(
    files.filter(({ file, code }) => writes.test(code) && !WRITERS.includes(file)).map(({ file }) => file),
  ).toEqual([])
})
