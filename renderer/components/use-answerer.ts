/** Who answers the next question in what is shown: as its conversation says, else the settings. */
import { useProfile, useSession } from '../state/app.ts'
import { answererOf } from '../state/profile.ts'

export function useAnswerer() {
  const own = useSession((state) => state.own)
  const usual = useProfile((state) => state.chosen)
  const models = useProfile((state) => state.models)
  /** Null: quotes. */
  const wanted = own === undefined ? usual : own
  return { own, usual, wanted, models, ...answererOf({ chosen: wanted, models }) }
}
