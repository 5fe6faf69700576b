import type { GitMark, TokenRecord } from '../domain/token.js'
import type { GitHandedOver } from '../shared/view.js'
import type { GitOrder } from './ports/git.js'
import type { Needs } from './parts.js'

/**
 * Hands a token to Git. Its record says so before Git has it, so that one that is cut off is known to be there.
 * `others` are the tokens that Git had before it, whose marks stay; what was set up for them is now this one's to
 * take out. Rejects as `GitConsumer.write`, all records being as they were.
 */
export async function handToGit(
  { keeper, git }: Needs<'keeper' | 'git'>,
  record: TokenRecord,
  others: readonly TokenRecord[],
  order: Omit<GitOrder, 'organization'>
): Promise<GitHandedOver> {
  const withOthers = (mark: GitMark): GitMark => {
    const had = [...others, record].flatMap((one) => one.git?.configured ?? [])
    return { ...mark, configured: [...new Set([...had, ...mark.configured])] }
  }
  const { organization } = record
  const { mark, ...handedOver } = await git.write({ organization, ...order }, (coming) => {
    for (const { id, git: had } of others) {
      keeper.change(id, { git: coming === null || had === null ? had : { ...had, configured: [] } })
    }
    const pending = record.git === null ? ({ pending: true } as const) : {}
    keeper.change(record.id, { git: coming === null ? record.git : { ...withOthers(coming), ...pending } })
  })
  keeper.change(record.id, { git: withOthers(mark) })
  return handedOver
}
