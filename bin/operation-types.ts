import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedInputType,
  GraphQLNonNull,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  NoDeprecatedCustomRule,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  specifiedRules,
  stripIgnoredCharacters,
  type TypeNode,
  typeFromAST,
  validate,
  visit,
} from "graphql"

/** Enums longer than this (countries, currencies) are plain strings: nobody switches over them. */
const LONGEST_ENUM = 40
const SCALARS: Record<string, string> = { Int: "number", Float: "number", Boolean: "boolean", JSON: "unknown" }

type Output = { schema: GraphQLSchema; enums: Set<string>; inputs: Set<string> }

/**
 * A TypeScript module with every operation of `source`: its text (with the fragments it needs), its variables and its
 * answer. Throws one error naming every misfit with the contract, deprecated fields included.
 */
export function operationsModule(schema: GraphQLSchema, source: string): string {
  const document = parse(source)
  const faults = validate(schema, document, [...specifiedRules, NoDeprecatedCustomRule])
  if (faults.length > 0) throw new Error(faults.map((fault) => fault.toString()).join("\n\n"))
  const output: Output = { schema, enums: new Set(), inputs: new Set() }
  const fragments = definitions<FragmentDefinitionNode>(document, Kind.FRAGMENT_DEFINITION)
  const operations = definitions<OperationDefinitionNode>(document, Kind.OPERATION_DEFINITION)
  const parts = [
    ...fragments.map((fragment) => fragmentType(output, fragment)),
    ...operations.map((operation) => operationText(output, operation, fragments)),
  ]
  const inputs = allInputs(output)
  const enums = [...output.enums].sort().map((name) => enumType(schema, name))
  return `${[HEADER, ...enums, ...inputs, ...parts].join("\n\n")}\n`
}

const HEADER = `// Written by bin/generate-operations.ts from app/shopify/operations/*.graphql; change those, not this.

/** An operation of the Admin API that knows the types of its variables and of its answer. */
export type Operation<Result, Variables, Kind extends "query" | "mutation" = "query" | "mutation"> = {
  readonly kind: Kind
  readonly name: string
  readonly text: string
  /** Never there: it only carries the types. */
  readonly types?: (variables: Variables) => Result
}`

function definitions<T extends { kind: Kind }>(document: DocumentNode, kind: Kind): T[] {
  return document.definitions.filter((definition) => definition.kind === kind) as unknown as T[]
}

function fragmentType(output: Output, fragment: FragmentDefinitionNode): string {
  const parent = output.schema.getType(fragment.typeCondition.name.value)
  if (!isObjectType(parent)) throw new Error(`fragment ${fragment.name.value} must be on an object type`)
  return `export type ${fragment.name.value} = ${selectionType(output, parent, fragment.selectionSet, "")}`
}

function operationText(output: Output, operation: OperationDefinitionNode, all: FragmentDefinitionNode[]): string {
  const name = operation.name?.value
  const root = output.schema.getRootType(operation.operation)
  if (!name || !root) throw new Error("every operation has a name and a root")
  const text = stripIgnoredCharacters([operation, ...neededFragments(operation, all)].map(print).join("\n"))
  const variables = (operation.variableDefinitions ?? []).map(
    ({ variable, type }) => `  ${inputField(output, variable.name.value, type)}`,
  )
  return [
    `export type ${name}Variables = ${variables.length > 0 ? `{\n${variables.join("\n")}\n}` : "Record<string, never>"}`,
    `export type ${name}Result = ${selectionType(output, root, operation.selectionSet, "")}`,
    `export const ${name}: Operation<${name}Result, ${name}Variables, "${operation.operation}"> = {`,
    `  kind: "${operation.operation}",`,
    `  name: "${name}",`,
    `  text: ${JSON.stringify(text)},`,
    "}",
  ].join("\n")
}

function neededFragments(from: OperationDefinitionNode, all: FragmentDefinitionNode[]): FragmentDefinitionNode[] {
  const needed = new Set<FragmentDefinitionNode>()
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = all.find((candidate) => candidate.name.value === name.value)
        if (fragment && !needed.has(fragment)) {
          needed.add(fragment)
          collect(fragment)
        }
      },
    })
  }
  collect(from)
  return [...needed]
}

/**
 * The type of one selection. Of a union `__typename` can be asked, and fragments of its members, whose fields may then be
 * missing. On an interface only spreads of object fragments are allowed, and the answer is taken to be
 * of that type: `nodes(ids)` is asked only for ids of one kind.
 */
function selectionType(output: Output, parent: GraphQLOutputType, set: SelectionSetNode, indent: string): string {
  const spreads: string[] = []
  const fields: string[] = []
  for (const selection of set.selections) {
    if (isUnionType(parent) && selection.kind === Kind.FIELD && selection.name.value === "__typename") {
      const names = parent.getTypes().map((type) => `"${type.name}"`)
      fields.push(`${indent}  __typename: ${names.join(" | ")}`)
    } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const { value } = selection.name
      spreads.push(isUnionType(parent) ? `Partial<${value}>` : value)
    } else if (selection.kind === Kind.FIELD && isObjectType(parent)) {
      const field = parent.getFields()[selection.name.value]
      if (!field) throw new Error(`${parent.name} has no ${selection.name.value}`)
      const key = (selection.alias ?? selection.name).value
      fields.push(`${indent}  ${key}: ${fieldType(output, field.type, selection.selectionSet, `${indent}  `)}`)
    } else throw new Error(`${parent}: only fields of objects and fragment spreads are understood`)
  }
  const own = fields.length > 0 ? [`{\n${fields.join("\n")}\n${indent}}`] : []
  return [...spreads, ...own].join(" & ")
}

function fieldType(output: Output, type: GraphQLOutputType, set: SelectionSetNode | undefined, indent: string): string {
  if (!isNonNullType(type)) return `${presentType(output, type, set, indent)} | null`
  return presentType(output, type.ofType, set, indent)
}

function presentType(
  output: Output,
  type: GraphQLOutputType,
  set: SelectionSetNode | undefined,
  indent: string,
): string {
  if (isListType(type)) {
    const item = fieldType(output, type.ofType, set, indent)
    return /[|&]/.test(item) ? `(${item})[]` : `${item}[]`
  }
  return set ? selectionType(output, type, set, indent) : leafType(output, String(type))
}

function leafType(output: Output, name: string): string {
  const type = output.schema.getType(name)
  if (!isEnumType(type)) return SCALARS[name] ?? "string"
  if (type.getValues().length > LONGEST_ENUM) return "string"
  output.enums.add(name)
  return name
}

function enumType(schema: GraphQLSchema, name: string): string {
  const type = schema.getType(name)
  if (!isEnumType(type)) throw new Error(`${name} is no enum`)
  return `export type ${name} =\n${type
    .getValues()
    .map((value) => `  | "${value.name}"`)
    .join("\n")}`
}

function inputField(output: Output, name: string, node: TypeNode): string {
  const type = typeFromAST(output.schema, node as never) as GraphQLNamedInputType
  return `${name}${type instanceof GraphQLNonNull ? "" : "?"}: ${inputType(output, type)}`
}

function inputType(output: Output, type: unknown): string {
  if (isNonNullType(type)) return inputType(output, type.ofType).replace(/ \| null$/, "")
  if (isListType(type)) {
    const item = inputType(output, type.ofType)
    return `${/[|&]/.test(item) ? `(${item})` : item}[] | null`
  }
  const named = getNamedType(type as GraphQLNamedInputType)
  if (!isInputObjectType(named)) return `${leafType(output, named.name)} | null`
  output.inputs.add(named.name)
  return `${named.name} | null`
}

/** Input types may name further ones: the set grows while it is written. */
function allInputs(output: Output): string[] {
  const texts: string[] = []
  for (const name of output.inputs) {
    const type = output.schema.getType(name)
    if (!isInputObjectType(type)) continue
    const fields = Object.values(type.getFields())
      .filter((field) => !field.deprecationReason)
      .map((field) => `  ${field.name}${isNonNullType(field.type) ? "" : "?"}: ${inputType(output, field.type)}`)
    texts.push(`export type ${name} = {\n${fields.join("\n")}\n}`)
  }
  return texts
}
