import { describe, expect, it } from 'vitest'
import { readOrganization, type OrganizationReason } from '../../electron/shared/organization.js'
import { siteOf } from '../../electron/shared/site.js'

const token = 'a'.repeat(76) + 'AZDO' + 'b'.repeat(4)
const new_ = 'dev.azure.com'
const old = 'visualstudio.com'

const understood: readonly (readonly [typed: string, organization: string, host: string])[] = [
  ['contoso', 'contoso', new_],
  ['  contoso\n', 'contoso', new_],
  ['Contoso-2', 'Contoso-2', new_],
  ['7', '7', new_],
  ['"contoso"', 'contoso', new_],
  ['\ufeffcontoso', 'contoso', new_],
  ['dev.azure.com/contoso', 'contoso', new_],
  ['dev.azure.com/contoso/', 'contoso', new_],
  ['https://dev.azure.com/contoso', 'contoso', new_],
  ['http://dev.azure.com/contoso', 'contoso', new_],
  ['HTTPS://DEV.AZURE.COM/Contoso/Shop', 'Contoso', new_],
  ['https://dev.azure.com:443/contoso', 'contoso', new_],
  ['https://dev.azure.com//contoso', 'contoso', new_],
  ['https://dev.azure.com/%63ontoso', 'contoso', new_],
  ['https://dev.azure.com/contoso?view=all#top', 'contoso', new_],
  ['<https://dev.azure.com/contoso>', 'contoso', new_],
  ['(https://dev.azure.com/contoso/_usersSettings/tokens),', 'contoso', new_],
  ['https:\\\\dev.azure.com\\contoso', 'contoso', new_],
  ['https://dev.azure.com/contoso/Shop/_git/web', 'contoso', new_],
  ['https://contoso@dev.azure.com/contoso/Shop/_git/web', 'contoso', new_],
  ['contoso@dev.azure.com/contoso/Shop/_git/web', 'contoso', new_],
  ['git clone https://contoso@dev.azure.com/contoso/Shop/_git/web web', 'contoso', new_],
  ['git clone git@ssh.dev.azure.com:v3/contoso/Shop/web', 'contoso', new_],
  ['https://dev.azure.com/contoso/My%20Shop/_workitems/edit/7', 'contoso', new_],
  ['git@ssh.dev.azure.com:v3/contoso/Shop/web', 'contoso', new_],
  ['ssh://git@ssh.dev.azure.com/v3/contoso/Shop/web', 'contoso', new_],
  ['ssh://git@ssh.dev.azure.com:22/v3/contoso/Shop/web', 'contoso', new_],
  ['https://pkgs.dev.azure.com/contoso/_packaging/feed/npm/registry/', 'contoso', new_],
  ['https://pkgs.dev.azure.com/contoso/Shop/_packaging/feed/nuget/v3/index.json', 'contoso', new_],
  ['https://feeds.dev.azure.com/contoso/_apis/packaging/feeds', 'contoso', new_],
  ['https://vssps.dev.azure.com/contoso/_apis/tokens/pats', 'contoso', new_],
  ['contoso.visualstudio.com', 'contoso', old],
  ['https://contoso.visualstudio.com', 'contoso', old],
  ['https://Contoso.VisualStudio.com/', 'contoso', old],
  ['https://contoso.visualstudio.com/DefaultCollection/Shop/_git/web', 'contoso', old],
  ['https://contoso.visualstudio.com/Shop/_git/web', 'contoso', old],
  ['https://contoso.visualstudio.com/_git/web', 'contoso', old],
  ['https://contoso.visualstudio.com/_details/security/tokens', 'contoso', old],
  ['https://contoso.pkgs.visualstudio.com/_packaging/feed/npm/registry/', 'contoso', old],
  ['https://contoso.vssps.visualstudio.com/_apis/tokens/pats', 'contoso', old],
  ['contoso@vs-ssh.visualstudio.com:v3/contoso/Shop/web', 'contoso', old],
  ['ssh://contoso@vs-ssh.visualstudio.com:22/Shop/_ssh/web', 'contoso', old],
  ['ssh://contoso@contoso.visualstudio.com:22/Shop/_git/web', 'contoso', old],
  ['remote.origin.url=https://dev.azure.com/contoso/Shop/_git/web', 'contoso', new_],
  ['ssh://git@SSH.DEV.AZURE.COM/v3/contoso/Shop/web', 'contoso', new_],
  ['https://dev.azure.com./contoso', 'contoso', new_],
  ['https://pkgs.dev.azure.com/contoso/_packaging/feed@Local/pypi/simple/', 'contoso', new_],
  ['registry=https://pkgs.dev.azure.com/contoso/_packaging/feed/npm/registry/', 'contoso', new_],
  ['https://contoso.visualstudio.com:443/DefaultCollection/_git/web', 'contoso', old]
]

const collection = 'https://tfs.contoso.com/tfs/DefaultCollection'
const servers: readonly (readonly [typed: string, organization: string])[] = [
  [collection, collection],
  ['https://tfs.contoso.com/tfs/DefaultCollection/', collection],
  ['  https://TFS.Contoso.com/tfs/DefaultCollection\n', collection],
  ['https://tfs.contoso.com:443/tfs/DefaultCollection', collection],
  ['https://tfs.contoso.com./tfs/DefaultCollection', collection],
  ['https://tfs.contoso.com//tfs//DefaultCollection//Shop', collection],
  ['https:\\\\tfs.contoso.com\\tfs\\DefaultCollection', collection],
  ['tfs.contoso.com/tfs/DefaultCollection', collection],
  ['https://tfs.contoso.com/tfs/DefaultCollection?view=all#top', collection],
  ['https://tfs.contoso.com/tfs/DefaultCollection/Shop/_git/web', collection],
  ['https://tfs.contoso.com/tfs/DefaultCollection/_git/web', collection],
  ['https://tfs.contoso.com/tfs/DefaultCollection/_usersSettings/tokens', collection],
  ['https://tfs.contoso.com/tfs/DefaultCollection/_packaging/feed/nuget/v3/index.json', collection],
  ['git clone https://ada@tfs.contoso.com/tfs/DefaultCollection/Shop/_git/web web', collection],
  ['https://CONTOSO%5Cada@tfs.contoso.com/tfs/DefaultCollection', collection],
  ['https://tfs.contoso.com/TFS/Web%20Shop', 'https://tfs.contoso.com/TFS/Web%20Shop'],
  ['https://tfs.contoso.com/tfs/%44efaultCollection', collection],
  ['https://tfs.contoso.com/tfs/B%c3%bcro', 'https://tfs.contoso.com/tfs/B%C3%BCro'],
  ['https://tfs.contoso.com/tfs/Büro', 'https://tfs.contoso.com/tfs/B%C3%BCro'],
  ['https://tfs.contoso.com/tfs/a!(b)/Shop', 'https://tfs.contoso.com/tfs/a%21%28b%29'],
  ['https://devops.contoso.com/Shared', 'https://devops.contoso.com/Shared'],
  ['https://devops.contoso.com/Shared/Shop/_workitems/edit/7', 'https://devops.contoso.com/Shared'],
  ['https://azuredevops.contoso.com/Shared', 'https://azuredevops.contoso.com/Shared'],
  ['https://visualstudio.company.com/Shared', 'https://visualstudio.company.com/Shared'],
  [
    'https://build.westeurope.cloudapp.azure.com/Shared',
    'https://build.westeurope.cloudapp.azure.com/Shared'
  ],
  ['https://tfs/DefaultCollection', 'https://tfs/DefaultCollection'],
  ['https://tfs/tfs/DefaultCollection', 'https://tfs/tfs/DefaultCollection'],
  ['https://devops.contoso.com:8443/tfs/Shared', 'https://devops.contoso.com:8443/tfs/Shared'],
  ['devops.contoso.com:8443/Shared', 'https://devops.contoso.com:8443/Shared'],
  ['tfs:8443/tfs/Shared', 'https://tfs:8443/tfs/Shared'],
  ['https://192.168.7.20/tfs/Shared', 'https://192.168.7.20/tfs/Shared'],
  ['https://[2001:DB8::7]:8443/Shared', 'https://[2001:db8::7]:8443/Shared']
]

const refused: readonly (readonly [typed: string, reason: OrganizationReason])[] = [
  ['', 'empty'],
  ['   \t', 'empty'],
  ['-contoso', 'not-a-name'],
  ['contoso-', 'not-a-name'],
  ['con_toso', 'not-a-name'],
  ['con toso', 'not-a-name'],
  ['contoso/Shop', 'not-a-name'],
  ['cöntoso', 'not-a-name'],
  ['a'.repeat(51), 'not-a-name'],
  ['../contoso', 'not-a-name'],
  ['https://', 'not-a-name'],
  ['https://dev.azure.com/con%20toso', 'not-a-name'],
  ['https://dev.azure.com/%E0%A4%A', 'not-a-name'],
  [token, 'looks-like-token'],
  ['ab2'.repeat(17) + 'c', 'looks-like-token'],
  ['ada@contoso.com', 'email-address'],
  ['https://dev.azure.com', 'no-organization'],
  ['https://dev.azure.com/_git/web', 'no-organization'],
  ['git@ssh.dev.azure.com:Shop/web', 'no-organization'],
  ['https://marketplace.visualstudio.com/items', 'no-organization'],
  ['https://app.vssps.visualstudio.com/_signin', 'no-organization'],
  ['https://visualstudio.com/contoso', 'other-host'],
  ['https://github.com/contoso/web', 'other-host'],
  ['git@github.com:contoso/web.git', 'other-host'],
  ['https://dev.azure.com.example.com/contoso', 'other-host'],
  ['https://contoso.visualstudio.com.example.com/', 'other-host'],
  ['https://notvisualstudio.com/contoso', 'other-host'],
  ['https://dev.azure.com@example.com/contoso', 'other-host'],
  ['https://dev.azure.com:8443/contoso', 'other-host'],
  ['file:///dev.azure.com/contoso', 'other-host'],
  ['javascript://dev.azure.com/contoso', 'other-host'],
  ['ftp://tfs.contoso.com/tfs/DefaultCollection', 'other-host'],
  ['https://gitlab.com/contoso/web', 'other-host'],
  ['ssh://git@bitbucket.org/contoso/web.git', 'other-host'],
  ['https://learn.microsoft.com/azure/devops', 'other-host'],
  ['https://portal.azure.com/contoso', 'other-host'],
  ['https://www.google.com/search?q=contoso', 'other-host'],
  ['https://dev-azure.com/contoso', 'other-host'],
  ['https://dev.azure.com%2Fcontoso@example.com/Shared', 'other-host'],
  ['https://con=toso/Shared', 'other-host'],
  ['contoso.com', 'no-collection'],
  ['https://contoso', 'no-collection'],
  ['https://tfs.contoso.com', 'no-collection'],
  ['https://tfs.contoso.com/tfs', 'no-collection'],
  ['https://tfs.contoso.com/TFS/', 'no-collection'],
  ['https://tfs.contoso.com/_usersSettings/tokens', 'no-collection'],
  ['https://tfs.contoso.com/tfs/_home', 'no-collection'],
  ['https://tfs.contoso.com/tfs/a%2Fb', 'no-collection'],
  ['https://tfs.contoso.com/tfs/a%0Ab', 'no-collection'],
  ['https://tfs.contoso.com/tfs/a%22b', 'no-collection'],
  ['https://tfs.contoso.com/tfs/%E0%A4%A', 'no-collection'],
  [`https://tfs.contoso.com/tfs/${'a'.repeat(65)}`, 'no-collection'],
  [`https://tfs.contoso.com/tfs/${'ü'.repeat(64)}`, 'no-collection'],
  ['ssh://tfs.contoso.com:22/tfs/DefaultCollection/Shop/_git/web', 'no-collection'],
  ['git@tfs.contoso.com:tfs/DefaultCollection/_git/web', 'no-collection'],
  ['http://tfs.contoso.com/tfs/DefaultCollection', 'not-encrypted'],
  ['http://tfs:8080/tfs/DefaultCollection', 'not-encrypted']
]

describe('readOrganization', () => {
  it.each(understood)('reads %j as %s', (typed, organization, host) => {
    expect(readOrganization(typed)).toEqual({
      kind: 'organization',
      organization,
      host,
      hadCredentials: false
    })
  })

  it.each(servers)('reads %j as the collection %s', (typed, organization) => {
    const reading = { kind: 'organization', organization, host: 'server', hadCredentials: false }
    expect(readOrganization(typed)).toEqual(reading)
    expect(readOrganization(organization)).toEqual(reading)
    expect(siteOf(organization)).toMatchObject({ kind: 'server', address: organization })
  })

  it.each(refused)('refuses %j as %s', (typed, reason) => {
    expect(readOrganization(typed)).toMatchObject({ kind: 'not-understood', reason })
  })

  it.each([
    'https://ada:secret@dev.azure.com/contoso/Shop/_git/web',
    `https://${token}@dev.azure.com/contoso`,
    `https://pat:${token}@contoso.visualstudio.com/_git/web`,
    `git clone https://:${token}@dev.azure.com/contoso/Shop/_git/web`
  ])('cuts credentials off and says so: %#', (typed) => {
    const reading = readOrganization(typed)
    expect(reading).toMatchObject({ kind: 'organization', organization: 'contoso', hadCredentials: true })
    expect(JSON.stringify(reading)).not.toMatch(/secret|AZDO/)
  })

  it('cuts them off before a Server too', () => {
    expect(readOrganization(`https://ada:${token}@tfs.contoso.com/tfs/DefaultCollection/_git/web`)).toEqual({
      kind: 'organization',
      organization: collection,
      host: 'server',
      hadCredentials: true
    })
  })

  it('names a foreign host without its credentials', () => {
    expect(readOrganization(`https://pat:${token}@github.com/contoso`)).toEqual({
      kind: 'not-understood',
      reason: 'other-host',
      host: 'github.com'
    })
  })

  it('reads whatever is thrown at it, gives no credentials back, and reads its own answer the same', () => {
    const pieces = [
      ...'https:// http:// ssh:// file:// // / \\ : @ . % %2F %00 %zz ? # = [ ] tfs TFS v3 _git git@ ..'.split(
        ' '
      ),
      ...'contoso dev.azure.com .visualstudio.com tfs.contoso.com github.com :8443 :99999 ü \u202e \ud800'.split(
        ' '
      ),
      ' ',
      '\n',
      ':secret@',
      token
    ]
    let seed = 7
    const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below
    for (let round = 0; round < 2000; round++) {
      const typed = Array.from({ length: 1 + next(9) }, () => pieces[next(pieces.length)]).join('')
      const reading = readOrganization(typed)
      if (reading.kind === 'not-understood') continue
      expect(reading.organization, typed).not.toContain(token)
      expect(reading.organization, typed).not.toContain('@')
      const again = readOrganization(reading.organization)
      expect(again, typed).toMatchObject({ organization: reading.organization, hadCredentials: false })
      expect(siteOf(reading.organization).kind, typed).toBe(reading.host === 'server' ? 'server' : 'services')
    }
  })
})
