import { verify } from "#app/loyalty/verify.server.ts"
import { findShop } from "#app/records/shops/shops.server.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"

/** `verify`: derives every promise of the ledger anew from its entries; exit 1 when anything differs. */
export async function verifyLedger(context: Context, args: string[]): Promise<number> {
  if (args.length > 0) throw new CommandError("Usage: npm run regulars -- verify [--shop DOMAIN]", USAGE_EXIT)
  if (!(await findShop(context.shop)))
    throw new CommandError(`${context.shop} has never had the app: nothing to verify.`)
  const result = await verify(context.shop)
  const checked = Object.entries(result.checked).map(([what, count]) => `${count} ${what}`)
  print(context, result, () =>
    result.ok
      ? [`The ledger of ${context.shop} is exact: ${checked.join(", ")}.`]
      : [
          `The ledger of ${context.shop} differs in ${result.differences.length} places (checked ${checked.join(", ")}):`,
          ...result.differences.map((difference) => `  ${JSON.stringify(difference)}`),
        ],
  )
  return result.ok ? 0 : 1
}
