import type { ProgrammeVersion } from "../programme/version-in-force.ts"
import type { EarningContext } from "../rules/order-evaluation.ts"

/**
 * What an order keeps for good from its first evaluation: the programme version and the tier its member had at the shop's
 * midnight before it was placed. A level the version does not know multiplies by one.
 */
export function freezeContext(version: ProgrammeVersion, tierId: string | null): EarningContext {
  const level = version.rules.tiers.levels.find((one) => one.id === tierId)
  return {
    schema: 1,
    programmeVersion: version.version,
    tierId,
    multiplier: level?.multiplier ?? { numerator: 1, denominator: 1 },
    lines: {},
  }
}
