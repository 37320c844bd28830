import { Box, Button } from "@shopify/polaris"
import { DeleteIcon } from "@shopify/polaris-icons"

/** Takes a row out of a form; it stands level with the row's inputs, below their labels. */
export function RemoveButton({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <Box paddingBlockStart="600">
      <Button icon={DeleteIcon} variant="tertiary" accessibilityLabel={label} onClick={onRemove} />
    </Box>
  )
}
