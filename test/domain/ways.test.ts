import { describe, expect, it } from 'vitest'
import { waysOf, type WayFacts } from '../../electron/domain/ways.js'

const missing = { obstacle: { code: 'azure-cli-missing', facts: {} } } as const
const az = { account: 'ada' }
const facts: WayFacts = {
  organization: 'contoso',
  backing: 'entra',
  hasClientId: true,
  signedIn: null,
  azureCli: missing,
  consentWasNeeded: false,
  bound: null,
  gitNeedsNoToken: false
}

/** What stands in the way, shortly: `sign-in asks`, `azure-cli azure-cli-missing`, `assisted ready`. */
const told = (change: Partial<WayFacts>): readonly string[] =>
  waysOf({ ...facts, ...change }).ways.map(
    ({ engine, state, obstacle }) => `${engine} ${obstacle?.code ?? state}`
  )

describe('the way that is proposed', () => {
  it.each<[string, Partial<WayFacts>, string, string]>([
    ['nobody is signed in yet', {}, 'sign-in', 'own-app'],
    ['somebody is signed in', { signedIn: 'ada', azureCli: az }, 'sign-in', 'signed-in'],
    ['Azure CLI is signed in', { azureCli: az }, 'azure-cli', 'azure-cli-signed-in'],
    [
      'both are, and Azure CLI made the last one',
      { signedIn: 'ada', azureCli: az, bound: 'azure-cli' },
      'azure-cli',
      'azure-cli-signed-in'
    ],
    [
      'both are, and the app made the last one',
      { signedIn: 'ada', azureCli: az, bound: 'sign-in' },
      'sign-in',
      'signed-in'
    ],
    [
      'both are, and the last one was made by hand',
      { signedIn: 'ada', azureCli: az, bound: 'assisted' },
      'sign-in',
      'signed-in'
    ],
    [
      'Azure CLI made the last one and is gone',
      { signedIn: 'ada', bound: 'azure-cli' },
      'sign-in',
      'signed-in'
    ],
    ['consent was needed', { consentWasNeeded: true }, 'assisted', 'consent-was-needed'],
    [
      'consent was needed, and Azure CLI is signed in',
      { consentWasNeeded: true, azureCli: az },
      'azure-cli',
      'azure-cli-signed-in'
    ],
    [
      'consent was needed once, and somebody is signed in',
      { consentWasNeeded: true, signedIn: 'ada' },
      'sign-in',
      'signed-in'
    ],
    ['there is no registration', { hasClientId: false }, 'assisted', 'nothing-else'],
    [
      'there is no registration, but Azure CLI',
      { hasClientId: false, azureCli: az },
      'azure-cli',
      'azure-cli-signed-in'
    ],
    ['the tenant is not known', { backing: 'unknown' }, 'sign-in', 'own-app'],
    [
      'it is of Microsoft accounts',
      { backing: 'microsoft-account', azureCli: az, signedIn: 'ada' },
      'assisted',
      'microsoft-account'
    ],
    ['it is a Server', { backing: 'server', azureCli: az, signedIn: 'ada' }, 'assisted', 'server']
  ])('when %s', (_when, change, proposed, reason) => {
    const ways = waysOf({ ...facts, ...change })
    expect(ways).toMatchObject({ proposed, reason, backing: change.backing ?? 'entra' })
    expect(ways.ways[0]?.engine).toBe(proposed)
    expect(ways.ways[0]?.state).not.toBe('not-possible')
    expect(ways.ways.map(({ engine }) => engine).toSorted()).toEqual(['assisted', 'azure-cli', 'sign-in'])
  })
})

describe('each way', () => {
  it.each<[Partial<WayFacts>, readonly string[]]>([
    [{}, ['sign-in asks', 'azure-cli azure-cli-missing', 'assisted ready']],
    [{ signedIn: 'ada' }, ['sign-in ready', 'azure-cli azure-cli-missing', 'assisted ready']],
    [{ hasClientId: false }, ['assisted ready', 'sign-in client-id-missing', 'azure-cli azure-cli-missing']],
    [
      { backing: 'microsoft-account', azureCli: az },
      ['assisted ready', 'sign-in way-not-possible', 'azure-cli ready']
    ],
    [
      { backing: 'microsoft-account' },
      ['assisted ready', 'sign-in way-not-possible', 'azure-cli azure-cli-missing']
    ],
    [
      { backing: 'server', azureCli: az, signedIn: 'ada' },
      ['assisted ready', 'sign-in way-not-possible', 'azure-cli way-not-possible']
    ]
  ])('with %j is told with what stands in the way', (change, expected) => {
    expect(told(change)).toEqual(expected)
  })

  it('names its account, and what it cannot be used for', () => {
    const { ways, gitNeedsNoToken } = waysOf({
      ...facts,
      signedIn: 'ada',
      azureCli: { account: 'eve' },
      gitNeedsNoToken: true
    })
    expect(ways.map(({ account }) => account)).toEqual(['ada', 'eve', null])
    expect(gitNeedsNoToken).toBe(true)
    const [, own] = waysOf({ ...facts, backing: 'server' }).ways
    expect(own?.obstacle?.facts).toEqual({ organization: 'contoso', engine: 'sign-in', backing: 'server' })
  })
})
