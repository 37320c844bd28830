import type { Context, Emitter, Liquid, TagToken, TopLevelToken } from "liquidjs"
import { evalToken, Tokenizer } from "liquidjs"

/** What a page lends to its tags: a section of the theme, or the app blocks placed in one. */
type PageRenderer = {
  section(name: string): Promise<string>
  blocks(section: string): Promise<string>
}

type TagPlan = Parameters<Liquid["registerTag"]>[1]
type Steps = Generator<unknown, void, unknown>
type Lent = { page_renderer?: PageRenderer }

/** Registers the tags that Shopify adds and our theme and blocks use. */
export function registerTags(engine: Liquid): void {
  engine.registerTag("schema", HIDDEN)
  engine.registerTag("doc", HIDDEN)
  engine.registerTag("section", SECTION)
  engine.registerTag("content_for", CONTENT_FOR)
}

/** {% schema %} and {% doc %}: read by others, printed never. */
const HIDDEN: TagPlan = {
  parse(token: TagToken, remaining: TopLevelToken[]) {
    while (remaining.length > 0) {
      const next = remaining.shift() as TagToken
      if (next.name === `end${token.name}`) return
    }
    throw new Error(`${token.name} is not closed`)
  },
  render() {},
}

/** {% section 'name' %}: a file of sections/. */
const SECTION: TagPlan = {
  parse(token: TagToken) {
    this.value = new Tokenizer(token.args).readValue()
  },
  *render(context: Context, emitter: Emitter): Steps {
    const name = yield evalToken(this.value, context)
    emitter.write(yield (context.globals as Lent).page_renderer?.section(String(name)))
  },
}

/** {% content_for 'blocks' %}: what the merchant placed in this section. */
const CONTENT_FOR: TagPlan = {
  *render(context: Context, emitter: Emitter): Steps {
    const id = yield context._get(["section", "id"])
    emitter.write(yield (context.globals as Lent).page_renderer?.blocks(String(id)))
  },
}
