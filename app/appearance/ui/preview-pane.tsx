import { BlockStack, Button, ButtonGroup, Card, InlineGrid, Select, Text } from "@shopify/polaris"
import { type RefObject, useEffect, useRef, useState } from "react"
import { useText } from "#app/ui/text.tsx"
import type { Look } from "../look.ts"
import { type PreviewState, SAMPLE_THEMES, type SampleTheme, SHOPPERS, type Shopper } from "../preview/preview-state.ts"
import { usePreview } from "./use-preview.ts"

/** How wide and how high the frame is inside, in CSS pixels. */
const SIZES = { phone: { width: 390, height: 620 }, desktop: { width: 1100, height: 1000 } } as const
type Size = keyof typeof SIZES

type Props = {
  look: Look
  state: PreviewState
  /** What the document shows when it is loaded. */
  first: PreviewState
  onState: (change: Partial<PreviewState>) => void
  document: string
}

/** A picture of the storefront, drawn by its own files; it changes while the merchant types. */
export function PreviewPane({ look, state, first, onState, document }: Props) {
  const { t } = useText()
  const [size, setSize] = useState<Size>("phone")
  const frame = useRef<HTMLIFrameElement>(null)
  usePreview(frame, look, state, first)
  return (
    <section className="regulars-preview" aria-labelledby="preview-title">
      <Card roundedAbove="sm">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd" id="preview-title">
            {t("appearance.preview.title")}
          </Text>
          <InlineGrid columns={2} gap="300">
            <Select
              label={t("appearance.preview.shopper")}
              options={SHOPPERS.map((shopper) => ({ value: shopper, label: t(`appearance.shoppers.${shopper}`) }))}
              value={state.shopper}
              onChange={(shopper) => onState({ shopper: shopper as Shopper })}
            />
            <Select
              label={t("appearance.preview.theme")}
              options={(Object.keys(SAMPLE_THEMES) as SampleTheme[]).map((theme) => ({
                value: theme,
                label: t(`appearance.themes.${theme}`),
              }))}
              value={state.theme}
              onChange={(theme) => onState({ theme: theme as SampleTheme })}
            />
          </InlineGrid>
          <ButtonGroup variant="segmented" fullWidth>
            {(Object.keys(SIZES) as Size[]).map((each) => (
              <Button key={each} pressed={size === each} onClick={() => setSize(each)}>
                {t(`appearance.preview.${each}`)}
              </Button>
            ))}
          </ButtonGroup>
          <ScaledFrame frame={frame} size={SIZES[size]} document={document} title={t("appearance.preview.frame")} />
          <Text as="p" variant="bodySm" tone="subdued">
            {t("appearance.preview.about")}
          </Text>
        </BlockStack>
      </Card>
    </section>
  )
}

type FrameProps = {
  frame: RefObject<HTMLIFrameElement>
  size: { width: number; height: number }
  document: string
  title: string
}

/** The frame at its own width, made small enough for the place it has. */
function ScaledFrame({ frame, size, document, title }: FrameProps) {
  const place = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<number>(size.width)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const observer = new ResizeObserver(() => setRoom(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const scale = Math.min(1, room / size.width)
  return (
    <div ref={place} className="regulars-preview__place" style={{ blockSize: size.height * scale }}>
      {/* Without allow-same-origin the frame belongs to nobody: it can reach neither this page nor any storage. */}
      <iframe
        ref={frame}
        title={title}
        sandbox="allow-scripts allow-forms"
        srcDoc={document}
        style={{ inlineSize: size.width, blockSize: size.height, transform: `scale(${scale})` }}
      />
    </div>
  )
}
