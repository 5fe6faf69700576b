import { asAppError } from '../../../electron/domain/app-failure.js'
import type { AppError } from '../../../electron/shared/error-codes.js'
import { wordsFor } from '../../../renderer/ui/error-words.js'
import type { ActionRow } from './actions.js'
import type { FaultWorld } from './fault-world.js'

/** Milliseconds. */
export const minute = 60_000

/** Does it; gives what was wrong. */
export async function tried(action: ActionRow, world: FaultWorld): Promise<readonly AppError[]> {
  try {
    return await action.act(world)
  } catch (error) {
    return [asAppError(error)]
  }
}

/** How it came about once nothing was wrong any more; null: it did not. */
export async function healed(action: ActionRow, world: FaultWorld): Promise<string | null> {
  for (const how of ['by itself', 'by trying again', 'by trying again, twice']) {
    if (how !== 'by itself') await tried(action, world)
    // A renewal has its grace period to sit out.
    for (let passed = 0; passed < 150; passed += 1) {
      if (await action.isDone(world)) return how
      await world.pass(minute)
    }
  }
  return null
}

/** The titles of what the person reads. */
export const told = (errors: readonly AppError[]): string =>
  [...new Set(errors.map((error) => wordsFor(error).title))].join('; ')

/** Where everything is that was made. */
export function keptOf(world: FaultWorld): string {
  const { tokens, rotations } = world.app.core.state.snapshot()
  const where = tokens.map(({ name, kept, stray }) => `${name}: ${stray ? 'a stray, to be revoked' : kept}`)
  const noted = world.createJournal.all().map(({ name }) => `${name}: noted, is looked for`)
  const open = rotations.map(({ step }) => `renewal open at “${step}”`)
  return [...new Set([...where, ...noted, ...open])].join('; ') || 'nothing was made'
}
