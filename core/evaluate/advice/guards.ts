/** What a better score must not be bought with. Pure. */
import type { AdvicePoint, ArmKind, Estimate, Measure } from '../../types/experiment.ts'
import type { Evidence } from './evidence.ts'
import { reason } from './material.ts'

/** Why `arm`, though it scores better than `than`, is not to be trusted with facts; null where nothing speaks against it. */
export function harm(evidence: Evidence, arm: ArmKind, than: ArmKind): AdvicePoint | null {
  const worse = (measure: Measure) => surelyLower(evidence.score(arm, measure), evidence.score(than, measure))
  if (worse('citationRecall') || worse('faithfulness')) return reason('cites-worse', { arm, than })
  if (worse('refusalsRight')) return reason('refuses-less', { arm, than })
  return null
}

/** Their intervals do not touch: stricter than a paired interval, which only the main measure has. */
function surelyLower(one: Estimate | null, other: Estimate | null): boolean {
  return one !== null && other !== null && one.high < other.low
}
