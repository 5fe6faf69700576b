import { describe, expect, it } from 'vitest'
import { trayModel, type TrayFacts, type TrayMenuItem } from '../../electron/domain/tray-model.js'
import { stateAt } from '../../electron/shared/expiry.js'
import type { TokenView } from '../../electron/shared/view.js'

const now = Date.parse('2026-11-23T12:00:00.000Z')

/** A token with an id after its name; its state follows its end unless given. */
function token(name: string, validTo: string | null, some: Partial<TokenView> = {}): TokenView {
  return {
    id: name.toLowerCase(),
    name,
    organization: 'contoso',
    scopes: ['vso.code_write'],
    origin: 'api',
    createdAt: '2026-11-01T00:00:00.000Z',
    validTo,
    requestedValidTo: null,
    state: stateAt(validTo === null ? null : Date.parse(validTo), now),
    kept: 'keychain',
    usedByGit: false,
    revokeFailed: false,
    allOrganizations: false,
    stray: false,
    account: null,
    uses: [],
    end: { at: validTo, reason: 'valid-to', sure: 'known', helps: 'renew', extendableTo: null },
    autoRenew: false,
    successor: null,
    ...some
  }
}

const usual: TrayFacts = {
  tokens: [],
  rotations: [],
  vault: 'ready',
  signedOut: false,
  offline: false,
  pausedUntil: null
}
const modelOf = (facts: Partial<TrayFacts>, zone = 'UTC') =>
  trayModel({ ...usual, ...facts }, now, () => zone)
const labelsOf = (items: readonly TrayMenuItem[]): (string | null)[] =>
  items.map((item) => (item.kind === 'separator' ? null : item.label))
const labels = (facts: Partial<TrayFacts>, zone?: string): (string | null)[] =>
  labelsOf(modelOf(facts, zone).menu)

function itemOf(facts: Partial<TrayFacts>, label: string, zone?: string): TrayMenuItem | undefined {
  return modelOf(facts, zone).menu.find((item) => item.kind !== 'separator' && item.label === label)
}

function insideOf(one: TokenView): readonly TrayMenuItem[] {
  const found = modelOf({ tokens: [one] }).menu.find((item) => item.kind === 'submenu')
  return found?.kind === 'submenu' ? found.items : []
}

const far = token('Far', '2027-01-20T12:00:00.000Z')
const soon = token('Soon', '2026-11-26T12:00:00.000Z')
const due = token('Due', '2026-11-24T12:00:00.000Z')
const ended = token('Ended', '2026-11-20T12:00:00.000Z')
const revoked = token('Revoked', '2026-11-24T00:00:00.000Z', { state: 'revoked', kept: 'nowhere' })
const unrevoked = token('Unrevoked', '2027-01-20T12:00:00.000Z', { state: 'revoked', revokeFailed: true })
const inMemory = token('Memory', '2027-01-20T12:00:00.000Z', { kept: 'memory' })
const stray = token('Stray', '2027-01-20T12:00:00.000Z', { kept: 'nowhere', stray: true })
const elsewhere = token('Elsewhere', '2026-12-23T12:00:00.000Z', { kept: 'nowhere', origin: 'elsewhere' })

describe('the menu of the tray', () => {
  it('offers to open first, then the next ends, and to quit last', () => {
    expect(labels({ tokens: [far, soon] })).toEqual([
      'Open Token Tray',
      null,
      '“Soon” ends in 3 days',
      '“Far” ends in 58 days',
      null,
      'New token…',
      'All tokens',
      null,
      'Pause reminders',
      'Settings',
      null,
      'Quit'
    ])
  })

  it('leads where its entries say', () => {
    const commands = modelOf({}).menu.flatMap((item) =>
      item.kind === 'command' ? [[item.label, item.command]] : []
    )
    expect(commands).toEqual([
      ['Open Token Tray', { do: 'open' }],
      ['New token…', { do: 'go', place: { to: 'new-token' } }],
      ['All tokens', { do: 'go', place: { to: 'tokens' } }],
      ['Settings', { do: 'go', place: { to: 'settings' } }],
      ['Quit', { do: 'quit' }]
    ])
  })

  it('says so where no token is going to end', () => {
    expect(modelOf({}).menu[2]).toEqual({ kind: 'text', label: 'No token is going to end' })
    expect(labels({ tokens: [ended, revoked, token('Pasted', null)] })).toContain('No token is going to end')
    expect(labels({ tokens: [soon] })).not.toContain('No token is going to end')
  })

  it('shows the five nearest ends, the nearest first', () => {
    const tokens = [9, 4, 8, 5, 7, 6].map((day) => token(`T${day}`, `2026-12-0${day}T12:00:00.000Z`))
    expect(labels({ tokens }).slice(2, 8)).toEqual([
      '“T4” ends in 11 days',
      '“T5” ends in 12 days',
      '“T6” ends in 13 days',
      '“T7” ends in 14 days',
      '“T8” ends in 15 days',
      null
    ])
  })

  it('takes a guess for no end, but what is known to stop a token for one, whatever it is', () => {
    const idle = (sure: 'known' | 'likely') =>
      labels({
        tokens: [
          { ...far, end: { ...far.end, at: '2026-11-26T12:00:00.000Z', reason: 'inactivity', sure } },
          { ...token('Pasted', null), end: { ...far.end, at: null, reason: 'inactivity', sure } }
        ]
      }).slice(2, -7)
    expect(idle('likely')).toEqual(['“Far” ends in 58 days', null])
    expect(idle('known')).toEqual(['“Far” ends in 3 days', null])
    const likely = { ...far.end, at: '2026-11-26T12:00:00.000Z', sure: 'likely' } as const
    expect(labels({ tokens: [{ ...far, end: likely }] })[2]).toBe('“Far” ends in 3 days')
  })

  it('counts days as the calendar of the person’s zone does', () => {
    const tokens = [token('Night', '2026-11-24T23:30:00.000Z')]
    expect(labels({ tokens }, 'UTC')[2]).toBe('“Night” ends tomorrow')
    expect(labels({ tokens }, 'Asia/Tokyo')[2]).toBe('“Night” ends in 2 days')
  })

  it('offers to copy, renew and open a token, under the name of its organization', () => {
    expect(insideOf(soon)).toEqual([
      { kind: 'text', label: 'contoso' },
      { kind: 'command', label: 'Copy', command: { do: 'copy', tokenId: 'soon' } },
      {
        kind: 'command',
        label: 'Renew',
        command: { do: 'renew', tokenId: 'soon' }
      },
      { kind: 'command', label: 'Open', command: { do: 'go', place: { to: 'tokens', tokenId: 'soon' } } }
    ])
    expect(labelsOf(insideOf({ ...soon, kept: 'memory' }))).toEqual(['contoso', 'Copy', 'Renew', 'Open'])
  })

  it.each([
    ['is not here', { kept: 'nowhere' }],
    ['is for all organizations', { allOrganizations: true }],
    ['has a successor', { successor: 'other' }]
  ] as const)('makes another one of a token that %s', (_why, some) => {
    expect(insideOf({ ...soon, ...some })).toContainEqual({
      ...{ kind: 'command', label: 'Renew' },
      command: { do: 'go', place: { to: 'new-token', like: 'soon' } }
    })
  })

  it('names the collection of a Server, and tokens for all organizations', () => {
    const organization = 'https://tfs.contoso.com/tfs/DefaultCollection'
    expect(labelsOf(insideOf({ ...soon, organization }))[0]).toBe('DefaultCollection on tfs.contoso.com')
    expect(labelsOf(insideOf({ ...soon, allOrganizations: true }))[0]).toBe('all organizations')
  })

  it('copies only what is kept here', () => {
    expect(labelsOf(insideOf({ ...soon, kept: 'nowhere' }))).toEqual(['contoso', 'Renew', 'Open'])
  })

  it('names tokens that were made elsewhere and those that nobody has, which need no successor', () => {
    const shown = labels({ tokens: [elsewhere, stray, far] })
    expect(shown).toContain('“Elsewhere” ends in 30 days · made elsewhere')
    expect(shown).toContain('“Stray” ends in 58 days · nobody has it')
    expect(shown).toContain('“Far” ends in 58 days')
    expect(labelsOf(insideOf(elsewhere))).toEqual(['contoso', 'Renew', 'Open'])
    expect(labelsOf(insideOf(stray))).toEqual(['contoso', 'Open'])
    expect(labels({ tokens: [{ ...stray, origin: 'elsewhere' }] })).toContain(
      '“Stray” ends in 58 days · nobody has it'
    )
  })

  it('cuts a name that is too long, between characters', () => {
    const named = (name: string) => labels({ tokens: [token(name, '2026-11-26T12:00:00.000Z')] })[2]
    expect(named('x'.repeat(30))).toBe(`“${'x'.repeat(30)}” ends in 3 days`)
    expect(named('x'.repeat(31))).toBe(`“${'x'.repeat(29)}…” ends in 3 days`)
    expect(named('👩‍🔧'.repeat(30))).toBe(`“${'👩‍🔧'.repeat(30)}” ends in 3 days`)
    expect(named('👩‍🔧'.repeat(31))).toBe(`“${'👩‍🔧'.repeat(29)}…” ends in 3 days`)
  })
})

describe('pausing reminders', () => {
  it('is offered for an hour and until tomorrow', () => {
    expect(itemOf({}, 'Pause reminders')).toEqual({
      kind: 'submenu',
      label: 'Pause reminders',
      items: [
        { kind: 'command', label: 'For 1 hour', command: { do: 'pause', for: 'hour' } },
        { kind: 'command', label: 'Until tomorrow', command: { do: 'pause', for: 'today' } }
      ]
    })
  })

  it.each([
    ['2026-11-23T13:05:00.000Z', 'UTC', '13:05'],
    ['2026-11-23T13:05:00.000Z', 'Europe/Berlin', '14:05'],
    ['2026-11-24T00:00:00.000Z', 'UTC', 'tomorrow at 00:00'],
    ['2026-11-26T09:00:00.000Z', 'UTC', 'Thu, 26 Nov 2026 at 09:00']
  ])('shows its end, and goes on by a click: %s in %s', (until, zone, words) => {
    const label = `Reminders are paused until ${words} · Go on`
    const facts = { pausedUntil: Date.parse(until) }
    expect(itemOf(facts, label, zone)).toEqual({ kind: 'command', label, command: { do: 'resume' } })
    expect(labels(facts, zone)).not.toContain('Pause reminders')
  })

  it('is over at its end', () => {
    expect(labels({ pausedUntil: now })).toContain('Pause reminders')
    expect(labels({ pausedUntil: now + 1 })).not.toContain('Pause reminders')
  })
})

describe('the state of the tray', () => {
  /** Worst first. Each stands above all that come after it. */
  const worstFirst: readonly (readonly [string, Partial<TrayFacts>, string])[] = [
    ['attention', { tokens: [unrevoked] }, '“Unrevoked” is not revoked everywhere'],
    ['attention', { tokens: [inMemory] }, '“Memory” is kept only until you quit'],
    ['attention', { tokens: [stray] }, 'nobody has “Stray”: revoke it'],
    ['expired', { tokens: [ended] }, '“Ended” ended 3 days ago'],
    ['due', { tokens: [due] }, '“Due” ends tomorrow'],
    ['attention', { tokens: [far], vault: 'locked' }, 'your keychain is locked'],
    ['attention', { signedOut: true }, 'your sign-in has ended'],
    ['soon', { tokens: [soon] }, '“Soon” ends in 3 days'],
    ['offline', { offline: true }, 'Azure DevOps cannot be reached']
  ]
  const all = (given: readonly (readonly [string, Partial<TrayFacts>, string])[]): Partial<TrayFacts> => ({
    ...given.reduce((sum, [, facts]) => ({ ...sum, ...facts }), {}),
    tokens: given.flatMap(([, facts]) => facts.tokens ?? [])
  })

  it.each(worstFirst.map(([icon, , words], index) => [words, icon, index] as const))(
    'is the worst that there is: %s',
    (words, icon, index) => {
      const { icon: shown, toolTip } = modelOf(all(worstFirst.slice(index)))
      expect(shown).toBe(icon)
      expect(toolTip.startsWith(`Token Tray: ${words}`)).toBe(true)
    }
  )

  it.each([
    ['without tokens', []],
    ['with a far end', [far]],
    ['with an unknown end', [token('Pasted', null)]],
    ['with a revoked token', [revoked]],
    ['with a token that ended and that nobody had', [{ ...stray, ...ended, stray: true }]],
    ['with a token that ended in memory', [{ ...revoked, kept: 'memory' }]]
  ] as const)('is fine %s', (_case, tokens) => {
    expect(modelOf({ tokens }).icon).toBe('fine')
  })

  it('is due from a day before the end on', () => {
    const ending = (end: number) => modelOf({ tokens: [token('T', new Date(end).toISOString())] }).icon
    expect(ending(now + 86_400_000)).toBe('due')
    expect(ending(now + 86_400_001)).toBe('soon')
  })

  it('needs the keychain only for tokens that are in it and still good', () => {
    expect(modelOf({ tokens: [far], vault: 'no-service' }).toolTip).toContain('your keychain is not running')
    expect(modelOf({ tokens: [far], vault: 'no-service' }).icon).toBe('attention')
    expect(modelOf({ tokens: [far], vault: 'unknown' }).icon).toBe('fine')
    for (const vault of ['locked', 'no-service', 'no-answer'] as const) {
      expect(modelOf({ tokens: [elsewhere], vault }).icon).toBe('fine')
      expect(modelOf({ tokens: [{ ...revoked, kept: 'keychain' }], vault }).icon).toBe('fine')
      expect(modelOf({ tokens: [far, elsewhere], vault }).icon).toBe('attention')
    }
  })

  it('tells the token that ended last', () => {
    const before = token('Before', '2026-11-10T12:00:00.000Z')
    for (const tokens of [
      [before, ended],
      [ended, before]
    ]) {
      expect(modelOf({ tokens }).toolTip).toBe('Token Tray: “Ended” ended 3 days ago')
    }
  })

  it('is said with the next end, and once where it is that', () => {
    expect(modelOf({}).toolTip).toBe('Token Tray: no tokens yet')
    expect(modelOf({ tokens: [revoked] }).toolTip).toBe('Token Tray: all tokens are fine')
    expect(modelOf({ tokens: [far] }).toolTip).toBe('Token Tray: all tokens are fine · “Far” ends in 58 days')
    expect(modelOf({ tokens: [far, soon] }).toolTip).toBe('Token Tray: “Soon” ends in 3 days')
    expect(modelOf({ tokens: [far, ended] }).toolTip).toBe(
      'Token Tray: “Ended” ended 3 days ago · “Far” ends in 58 days'
    )
  })

  it('fits into the tool tip of Windows, which is cut after 127 characters', () => {
    const long = { name: 'x'.repeat(300), validTo: '2027-11-23T12:00:00.000Z' }
    for (const one of [unrevoked, inMemory, stray, ended]) {
      const { toolTip } = modelOf({
        tokens: [
          { ...one, name: long.name },
          { ...far, ...long }
        ]
      })
      expect(toolTip.length).toBeLessThanOrEqual(127)
    }
  })

  it.each([
    [
      '“Unrevoked” is not revoked everywhere',
      { tokens: [unrevoked] },
      { to: 'tokens', tokenId: 'unrevoked' }
    ],
    ['“Memory” is kept only until you quit', { tokens: [inMemory] }, { to: 'tokens', tokenId: 'memory' }],
    ['Nobody has “Stray”: revoke it', { tokens: [stray] }, { to: 'tokens', tokenId: 'stray' }],
    ['“Ended” ended 3 days ago', { tokens: [ended] }, { to: 'tokens', tokenId: 'ended' }],
    ['Your keychain is locked', { tokens: [far], vault: 'locked' }, { to: 'tokens' }],
    ['Your keychain is not running', { tokens: [far], vault: 'no-service' }, { to: 'tokens' }],
    ['Your keychain does not answer', { tokens: [far], vault: 'no-answer' }, { to: 'tokens' }],
    ['Your sign-in has ended', { signedOut: true }, { to: 'settings' }]
  ] as const)('is said in the menu too, and leads to what helps: %s', (label, facts, place) => {
    expect(modelOf(facts).menu[2]).toEqual({ kind: 'command', label, command: { do: 'go', place } })
  })

  it('says in the menu that there is no connection, which no click can change', () => {
    expect(modelOf({ offline: true }).menu[2]).toEqual({
      kind: 'text',
      label: 'Azure DevOps cannot be reached'
    })
  })

  it.each([
    ['fine', far],
    ['soon', soon],
    ['due', due]
  ])('is not said twice in the menu when %s: the next end is there', (_state, one) => {
    expect(modelOf({ tokens: [one] }).menu[2]?.kind).toBe('submenu')
  })
})

describe('a renewal in the tray', () => {
  it('that waits for the person or has stopped is attention, with a sentence that opens its token', () => {
    const rotations = [{ tokenId: 'far', needs: 'places' }] as const
    const facts = { tokens: [soon, far], rotations }
    expect(modelOf(facts).icon).toBe('attention')
    expect(itemOf(facts, 'The renewal of “Far” waits for you')).toMatchObject({
      command: { do: 'go', place: { to: 'tokens', tokenId: 'far' } }
    })
    expect(labels({ ...facts, rotations: [{ tokenId: 'far', needs: 'elsewhere' }] })).toContain(
      'The renewal of “Far” has stopped'
    )
  })

  it('of a token that is on the list no more is none', () => {
    expect(modelOf({ tokens: [far], rotations: [{ tokenId: 'gone', needs: 'look' }] }).icon).toBe('fine')
  })

  it('that goes on by itself is none, and what ends within a day comes first', () => {
    expect(modelOf({ tokens: [far], rotations: [{ tokenId: 'far', needs: null }] }).icon).toBe('fine')
    expect(modelOf({ tokens: [far, due], rotations: [{ tokenId: 'far', needs: 'look' }] }).icon).toBe('due')
  })
})
