import { describe, expect, it } from 'vitest'
import { readOrganization } from '../../electron/shared/organization.js'
import type { OrganizationReason } from '../../electron/shared/organization.js'

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
  ['ssh://contoso@contoso.visualstudio.com:22/Shop/_git/web', 'contoso', old]
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
  ['contoso.com', 'other-host'],
  ['https://dev.azure.com.example.com/contoso', 'other-host'],
  ['https://contoso.visualstudio.com.example.com/', 'other-host'],
  ['https://notvisualstudio.com/contoso', 'other-host'],
  ['https://dev.azure.com@example.com/contoso', 'other-host'],
  ['https://dev.azure.com:8443/contoso', 'other-host'],
  ['https://tfs.contoso.local/tfs/DefaultCollection', 'other-host'],
  ['file:///dev.azure.com/contoso', 'other-host'],
  ['javascript://dev.azure.com/contoso', 'other-host']
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

  it('names a foreign host without its credentials', () => {
    expect(readOrganization(`https://pat:${token}@example.com/contoso`)).toEqual({
      kind: 'not-understood',
      reason: 'other-host',
      host: 'example.com'
    })
  })
})
