import { localeOf } from "#app/i18n/locales.ts"
import { codeTranslator } from "#app/i18n/translate.ts"
import { extensionFiles } from "./extension-files.server.ts"
import { EMPTY_LOOK, type Look, readableLook } from "./look.ts"
import { getLook } from "./look-store.server.ts"
import { type PreviewState, previewStateSchema } from "./preview/preview-state.ts"
import { previewDocument, renderPicture } from "./preview/render-preview.server.ts"
import type { PreviewPicture, SampleShop } from "./preview/sample-shop.ts"
import type { ShopperText } from "./shopper-texts.ts"

export type AppearancePage = {
  /** The draft, else what was published, else nothing chosen. */
  look: Look
  /** What shoppers see now. */
  published: Look | null
  /** Changes with each save and publication, so that the editor starts anew from what is stored. */
  draftKey: string
  hasDraft: boolean
  texts: ShopperText[]
  /** Languages that the extension has words in, the default one first. */
  languages: string[]
  preview: { document: string; state: PreviewState }
}

/** Who looks at the preview, and at which shop. */
export type PreviewContext = { shop: string; currency: string; at: Date }

export async function getAppearancePage(context: PreviewContext, language: string): Promise<AppearancePage> {
  const { draft, published, publishedAt } = await getLook(context.shop)
  const { texts, languages } = extensionFiles()
  const look = draft ?? published ?? EMPTY_LOOK
  const state = previewStateSchema.parse({ language: localeOf(language) })
  const picture = await renderPicture(requestOf(context, look, state))
  return {
    look,
    published,
    draftKey: `${publishedAt?.toISOString() ?? "never"} ${JSON.stringify(draft)}`,
    hasDraft: draft !== null,
    texts,
    languages,
    preview: { document: previewDocument(picture), state },
  }
}

/** The picture of a look as it stands in the editor; what has a problem in it is shown as if it were not there. */
export async function previewLook(
  context: PreviewContext,
  input: { look: unknown; state: unknown },
): Promise<PreviewPicture> {
  const state = previewStateSchema.catch(previewStateSchema.parse({})).parse(input.state)
  return renderPicture(requestOf(context, readableLook(input.look, extensionFiles().texts), state))
}

function requestOf({ shop, currency, at }: PreviewContext, look: Look, state: PreviewState) {
  const sample: SampleShop = { name: shop.replace(/\.myshopify\.com$/, ""), currency }
  const words = codeTranslator(localeOf(state.language))
  const earned = (order: string) => words("statement:order_earned", { order }) ?? order
  return {
    look,
    state,
    at,
    shop: sample,
    words: { earned: earned("#1042"), earnedBefore: earned("#1037"), goodwill: words("statement:granted", {}) ?? "" },
  }
}
