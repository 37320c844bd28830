import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { type ExtensionFiles, extensionFiles, programFolder } from "../extension-files.server.ts"
import { renderAppBlock } from "../liquid/app-blocks.ts"
import { escapeHtml, pageJson } from "../liquid/escape.ts"
import { moneyText } from "../liquid/money.ts"
import type { Look } from "../look.ts"
import { lookValue } from "../look-value.ts"
import type { PreviewState } from "./preview-state.ts"
import {
  type EntryWords,
  type PreviewPicture,
  SAMPLE_PRICE,
  type SampleShop,
  sampleAnswers,
  sampleGlobals,
} from "./sample-shop.ts"

export type PreviewRequest = { look: Look; state: PreviewState; shop: SampleShop; at: Date }

/** Each block as the storefront draws it: by its name in the extension, in a made-up shop that has this look. */
export async function renderBlocks({ look, state, shop, at }: PreviewRequest): Promise<Map<string, string>> {
  const { extension, languages } = extensionFiles()
  const globals = sampleGlobals(shop, state, lookValue(look, languages).value, at)
  const blocks = new Map<string, string>()
  for (const name of extension.schemas.keys()) {
    blocks.set(name, (await renderAppBlock(extension, { block: name }, `preview-${name}`, globals)).html)
  }
  return blocks
}

export async function renderPicture(request: PreviewRequest & { words: EntryWords }): Promise<PreviewPicture> {
  const { state, shop, at, words } = request
  const { extension, assets } = extensionFiles()
  const blocks = await renderBlocks(request)
  const inTarget = (target: string) =>
    [...blocks].filter(([name]) => (extension.schemas.get(name)?.target === "section") === (target === "section"))
  const drawn = (target: string) => inTarget(target).map(([, html]) => withoutAddresses(html, assets))
  return {
    html: samplePage(request, drawn("section"), drawn("body")),
    state,
    answers: sampleAnswers(shop, state, at, words),
  }
}

/** Stylesheets and scripts stand in the preview's document already; nothing is fetched. */
function withoutAddresses(html: string, assets: ExtensionFiles["assets"]): string {
  return Object.keys(assets).reduce(
    (left, name) =>
      left
        .replaceAll(`<link href="/${name}" rel="stylesheet" media="all">`, "")
        .replaceAll(new RegExp(`(data-[a-z]+)="/${name.replaceAll(".", "\\.")}"`, "g"), '$1=""'),
    html,
  )
}

/** A plain page: a product with the blocks below it. What is not ours is drawn, not written, so that it needs no language. */
function samplePage({ shop, state }: PreviewRequest, sections: string[], embeds: string[]): string {
  const price = moneyText(SAMPLE_PRICE, shop.currency, state.language, { cents: "if_needed" })
  return `<header class="sample-header"><strong>${escapeHtml(shop.name)}</strong><i></i><i></i><i></i></header>
<main class="sample-main" aria-label="${escapeHtml(shop.name)}">
  <div class="sample-product">
    <div class="sample-picture" aria-hidden="true"></div>
    <div class="sample-words" data-scope="product">
      <h1>Ethiopia Guji</h1>
      <p>${escapeHtml(price)}</p>
      <i></i><i></i>
    </div>
  </div>
  ${sections.map((html) => `<section class="shopify-section">${html}</section>`).join("\n  ")}
</main>
${embeds.join("\n")}`
}

/**
 * The whole document for a sandboxed frame: it may run our own scripts and nothing else, and reach no server. The nonce
 * is all that a script needs to run, and nothing of the merchant's ever gets one.
 */
export function previewDocument(picture: PreviewPicture): string {
  const { assets } = extensionFiles()
  const nonce = randomBytes(16).toString("base64")
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'`
  const own = (name: string) => readFileSync(join(programFolder(), "app/appearance/preview", name), "utf8")
  const styles = [own("sample-theme.css"), ...named(assets, ".css")].map((css) => `<style>${css}</style>`)
  const scripts = [own("preview-page.js"), ...named(assets, ".js")].map(
    (script) => `<script nonce="${nonce}">${script}</script>`,
  )
  const { language, theme } = picture.state
  return `<!doctype html>
<html lang="${escapeHtml(language)}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(picture.state.language)}</title>
${styles.join("\n")}
</head>
<body>
<div id="page">${picture.html}</div>
<script type="application/json" id="answers">${pageJson(picture.answers)}</script>
${scripts.join("\n")}
</body>
</html>`
}

const named = (assets: ExtensionFiles["assets"], ending: string) =>
  Object.entries(assets)
    .filter(([name]) => name.endsWith(ending))
    .map(([, text]) => text)
