import { describe, expect, it } from 'vitest'
import { hiddenToken, snippetText, snippetView } from '../../electron/domain/snippets.js'
import { snippetTools } from '../../electron/shared/kinds.js'

const facts = { organization: 'contoso', feed: { name: 'shop', project: 'Web Shop' } }
const address = 'pkgs.dev.azure.com/contoso/Web%20Shop/_packaging/shop'

describe('the text for a tool', () => {
  it.each(snippetTools)('%s: is the same with and without the token, but for that', (tool) => {
    const { text, place, encoding } = snippetView(tool, facts)
    expect(text.split(hiddenToken).length).toBeGreaterThan(1)
    expect(place).not.toBe('')
    expect(encoding).not.toBe('')
    const filled = snippetText(tool, facts, 'tokentext')
    const encoded = filled.slice(text.indexOf(hiddenToken)).split(/["<\n]/)[0] ?? ''
    expect(text.replaceAll(hiddenToken, encoded)).toBe(filled)
    expect(text).not.toContain('tokentext')
  })

  it.each([
    ['npm', `//${address}/npm/registry/:_password=dG9rZW50ZXh0\n`],
    ['npm', `//${address}/npm/:_password=dG9rZW50ZXh0\n`],
    ['nuget', '<add key="ClearTextPassword" value="tokentext" />'],
    ['nuget', `value="https://${address}/nuget/v3/index.json"`],
    ['pip', 'machine pkgs.dev.azure.com login any password tokentext\n'],
    ['twine', `repository = https://${address}/pypi/upload/\nusername = any\npassword = tokentext\n`],
    ['maven', '<id>shop</id>\n      <username>contoso</username>\n      <password>tokentext</password>'],
    ['gradle', 'shopUsername=contoso\nshopPassword=tokentext\n'],
    // base64 of PAT:tokentext, azure-devops.md 6.9.
    ['cargo', 'Basic UEFUOnRva2VudGV4dA==\n'],
    ['yarn-berry', 'npmAuthIdent: "YW55OnRva2VudGV4dA=="'],
    ['mcp-server', 'PERSONAL_ACCESS_TOKEN=YW55OnRva2VudGV4dA==\n'],
    ['git', 'host=dev.azure.com\nusername=contoso\npassword=tokentext\n'],
    ['az-devops', 'tokentext\n'],
    ['build-agent', 'tokentext\n'],
    ['curl', 'user = ":tokentext"\n'],
    ['env', 'AZURE_DEVOPS_EXT_PAT=tokentext\n']
  ] as const)('%s wants %j', (tool, part) => {
    expect(snippetText(tool, facts, 'tokentext')).toContain(part)
  })

  it.each([
    ['npm', `registry=https://${address}/npm/registry/\n`],
    ['pip', `index-url=https://${address}/pypi/simple/\n`],
    ['maven', `<id>shop</id>\n    <url>https://${address}/maven/v1</url>`],
    ['gradle', `name = "shop"\n        url = "https://${address}/maven/v1"\n`],
    ['cargo', `shop = { index = "sparse+https://${address}/Cargo/index/" }\n`],
    ['cargo', '[registry]\nglobal-credential-providers = ["cargo:token"]\n'],
    ['yarn-berry', `npmRegistryServer: "https://${address}/npm/registry/"\n`]
  ] as const)('%s is told of the feed by %j, without the token', (tool, part) => {
    const { setup, feed } = snippetView(tool, facts)
    expect(setup?.text).toContain(part)
    expect(setup?.text).not.toContain(hiddenToken)
    expect(setup?.place).not.toBe('')
    expect(feed).toBe('Web Shop/shop')
  })

  it('names a feed to npm and yarn without its protocol, or they would not find the token', () => {
    const lines = snippetText('npm', facts, 'x').trimEnd().split('\n')
    expect(lines).toHaveLength(6)
    for (const line of lines) expect(line).toMatch(/^\/\/pkgs\.dev\.azure\.com\//)
    expect(snippetText('yarn-berry', facts, 'x')).toContain(`  "//${address}/npm/registry/":\n`)
  })

  it('leads to a Server where the token is of one', () => {
    const server = { organization: 'https://devops.contoso.example/tfs/DefaultCollection', feed: null }
    expect(snippetText('git', server, 'x')).toContain('host=devops.contoso.example\nusername=any\n')
    expect(snippetText('npm', server, 'x')).toContain(
      '//devops.contoso.example/tfs/DefaultCollection/_packaging/FEED/npm/registry/:_password'
    )
    expect(snippetText('pip', server, 'x')).toContain('machine devops.contoso.example ')
    expect(snippetView('curl', server).place).toContain(`${server.organization}/_apis/projects`)
  })

  it('escapes what the format would read, and names what it does not know', () => {
    expect(snippetText('maven', facts, 'a<b&c')).toContain('<password>a&lt;b&amp;c</password>')
    expect(snippetView('npm', { organization: 'contoso', feed: null }).text).toContain(
      '//pkgs.dev.azure.com/contoso/_packaging/FEED/npm/'
    )
    const spaced = { organization: 'contoso', feed: { name: 'Web Shop', project: null } }
    expect(snippetText('nuget', spaced, 'x')).toContain('<Web_x0020_Shop>')
    expect(snippetView('az-devops', facts).place).toContain('https://dev.azure.com/contoso')
  })
})
