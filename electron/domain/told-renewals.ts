import type { ToldRenewal } from '../shared/stored-reminders.js'
import { rotationNeed, type Rotation } from './rotation.js'

/** Milliseconds. For so long whoever began a renewal sees by themselves how it goes. */
const seen = 3_600_000

/**
 * What was told of the renewals under way, with what is to be told at `now` (epoch milliseconds): its `at` is now.
 * Each need is told once. The same array where nothing changed.
 */
export function toldAfter(
  told: readonly ToldRenewal[],
  rotations: readonly Rotation[],
  now: number
): readonly ToldRenewal[] {
  const after = rotations.flatMap((rotation): readonly ToldRenewal[] => {
    const { tokenId: token, startedAt, stage, automatic } = rotation
    const before = told.filter((one) => one.token === token)
    const needs = rotationNeed(rotation)
    const what = `${startedAt} ${stage} ${String(needs)}`
    const isNews = needs !== null && before.every((one) => one.what !== what)
    const isSeen = !automatic && now - Date.parse(startedAt) < seen
    return isNews && !isSeen ? [{ token, what, at: now }] : before
  })
  const same = after.length === told.length && after.every((one) => told.includes(one))
  return same ? told : after
}
