import { describe, expect, it } from 'vitest'
import { renewalNotice, reminderNotice, type NoticedToken } from '../../electron/domain/notice-words.js'

const now = Date.parse('2026-11-23T12:00:00.000Z')
const hour = 3_600_000
const day = 24 * hour
const token = (after: number, some: Partial<NoticedToken> = {}): NoticedToken => ({
  ...{ name: 'Push code', organization: 'contoso', end: now + after },
  ...{ allOrganizations: false, usedByGit: true, idle: null },
  ...some
})
const words = (...tokens: readonly NoticedToken[]) => reminderNotice(tokens, now, 'Europe/Berlin')

describe('the notice for one token', () => {
  it.each([
    [3 * day + hour, '“Push code” ends in 3 days, Thursday 14:00'],
    [14 * day, '“Push code” ends in 14 days, Monday 13:00'],
    [day, '“Push code” ends tomorrow at 13:00'],
    [hour, '“Push code” ends today at 14:00'],
    [0, '“Push code” ended earlier today at 13:00'],
    [-day, '“Push code” ended yesterday at 13:00'],
    [-2 * day, '“Push code” ended 2 days ago, Saturday 13:00']
  ])('says when, on the person’s clock: %i', (after, title) => {
    expect(words(token(after)).title).toBe(title)
  })

  it.each([
    [
      token(day),
      'A token of contoso. Git on this computer uses it and cannot sign in after that. Renew it before then.'
    ],
    [
      token(0),
      'A token of contoso. Git on this computer uses it and cannot sign in any more. Make a new one.'
    ],
    [
      token(day, { usedByGit: false, organization: 'https://tfs.contoso.com/tfs/DefaultCollection' }),
      'A token of DefaultCollection on tfs.contoso.com. What uses it stops working then. Renew it before then.'
    ],
    [token(0, { usedByGit: false }), 'A token of contoso. What uses it has stopped working. Make a new one.'],
    [
      token(day, { usedByGit: false, allOrganizations: true }),
      'A token for all organizations. What uses it stops working then. Make one for each organization that needs it.'
    ]
  ])('says where it is of, what breaks and what to do: %#', (given, body) => {
    expect(words(given).body).toBe(body)
  })

  it.each([
    [7 * day, 'likely', 'may stop in 7 days, Monday 13:00', 'before then'],
    [7 * day, 'known', 'stops in 7 days, Monday 13:00', 'before then'],
    [0, 'known', 'stopped earlier today at 13:00', 'and it works again']
  ] as const)('says what helps after ninety days without a sign-in: %#', (after, idle, when, help) => {
    expect(words(token(after, { idle }))).toEqual({
      title: `“Push code” ${when}`,
      body: `A token of contoso. Sign in to contoso ${help}: 90 days without a sign-in stop a token.`
    })
  })

  it('cuts a long name, between characters as people see them', () => {
    expect(words(token(hour, { name: '👩🏽‍💻'.repeat(31) })).title).toBe(
      `“${'👩🏽‍💻'.repeat(29)}…” ends today at 14:00`
    )
  })
})

describe('the notice for several tokens', () => {
  it('names them, the next end first, and what Git uses', () => {
    const later = token(7 * day, { name: 'Packages', organization: 'fabrikam', usedByGit: false })
    expect(words(later, token(day))).toEqual({
      title: '2 tokens end soon',
      body: '“Push code” ends tomorrow at 13:00 (contoso, used by Git)\n“Packages” ends in 7 days, Monday 13:00 (fabrikam)'
    })
  })

  it('says which are for all organizations', () => {
    const all = token(day, { allOrganizations: true, usedByGit: false })
    expect(words(all, all).body).toContain('tomorrow at 13:00 (all organizations)')
  })

  it('names no more than three', () => {
    const lines = words(token(day), token(day), token(day), token(day), token(day)).body.split('\n')
    expect([lines.length, lines.at(-1)]).toEqual([4, 'and 2 more'])
  })

  it('says whether they have ended', () => {
    expect(words(token(0), token(-day)).title).toBe('2 tokens have ended')
    expect(words(token(0), token(1)).title).toBe('2 tokens have ended or end soon')
  })
})

describe('the notice for a renewal', () => {
  const of = { name: 'Push code', organization: 'contoso' }

  it.each(['look', 'elsewhere'] as const)('says that it has stopped, and whose token it is: %s', (needs) => {
    const { title, body } = renewalNotice(of, needs)
    expect(title).toBe('The renewal of “Push code” has stopped')
    expect(body).toMatch(/^A token of contoso\. \S/)
  })

  it.each(['paste', 'places', 'revoke'] as const)('says that it waits, and for what: %s', (needs) => {
    expect(renewalNotice(of, needs).title).toBe('The renewal of “Push code” waits for you')
  })
})
