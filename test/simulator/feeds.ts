import { createHash } from 'node:crypto'
import { mayDo, refused, type Site } from './callers.js'
import { answerEmpty, answerJson, answerText, type Answer } from './exchange.js'
import { runGit, writeTree, type Files } from './git-server.js'
import { sameName } from './organizations.js'
import { notFound, tokenRefused, versionRefused } from './refusals.js'

const hash = (kind: 'sha1' | 'sha256' | 'sha512', content: Buffer | string) =>
  createHash(kind).update(content)
const html = (links: string) => answerText(200, 'text/html', `<!DOCTYPE html><body>${links}</body>`)
const json = (body: unknown) => answerJson(200, body)
const binary = (body: Buffer): Answer => ({
  ...{ status: 200, body },
  headers: { 'content-type': 'application/octet-stream' }
})

const description = 'A small package of the practice organization'

const npmFiles = {
  'package/package.json': JSON.stringify({ name: 'tiny-shop', version: '1.0.0', description }),
  'package/index.js': "module.exports = 'hello'\n"
}

const wheelName = 'tiny_shop-1.0.0-py3-none-any.whl'
const distInfo = 'tiny_shop-1.0.0.dist-info'
const wheelFiles = {
  'tiny_shop.py': "HELLO = 'hello'\n",
  [`${distInfo}/METADATA`]: 'Metadata-Version: 2.1\nName: tiny-shop\nVersion: 1.0.0\n',
  [`${distInfo}/WHEEL`]:
    'Wheel-Version: 1.0\nGenerator: practice\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  [`${distInfo}/RECORD`]: [
    'tiny_shop.py',
    ...['METADATA', 'WHEEL', 'RECORD'].map((name) => `${distInfo}/${name}`)
  ]
    .map((name) => `${name},,\n`)
    .join('')
}

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>\
<groupId>com.contoso.shop</groupId><artifactId>parent</artifactId><version>1.0.0</version>\
<packaging>pom</packaging></project>
`
const pomPath = 'maven/v1/com/contoso/shop/parent/1.0.0/parent-1.0.0.pom'

const crateFiles = {
  'tiny-shop-1.0.0/Cargo.toml': '[package]\nname = "tiny-shop"\nversion = "1.0.0"\nedition = "2021"\n',
  'tiny-shop-1.0.0/src/lib.rs': 'pub const HELLO: &str = "hello";\n'
}

/**
 * What a feed has: one small package for each tool but NuGet, which finds the feed's index alone. They are packed when the first is asked for, by git in a
 * repository in `folder`. Gives the answer at a path below the feed's address, in small letters; undefined: nothing.
 */
function createFeedPackages(folder: string) {
  async function pack(): Promise<Record<'npm' | 'wheel' | 'crate', Buffer>> {
    const packed = async (format: 'zip' | 'tar.gz', files: Files) =>
      runGit(folder, ['archive', `--format=${format}`, await writeTree(folder, files)])
    return {
      npm: await packed('tar.gz', npmFiles),
      wheel: await packed('zip', wheelFiles),
      crate: await packed('tar.gz', crateFiles)
    }
  }
  let packing: ReturnType<typeof pack> | null = null

  return async (base: string, file: string): Promise<Answer | undefined> => {
    const { npm, wheel, crate } = await (packing ??= pack())
    const tarball = 'npm/registry/tiny-shop/-/tiny-shop-1.0.0.tgz'
    const dist = {
      tarball: `${base}/${tarball}`,
      shasum: hash('sha1', npm).digest('hex'),
      integrity: `sha512-${hash('sha512', npm).digest('base64')}`
    }
    const version = { name: 'tiny-shop', version: '1.0.0', description, dist }
    const wheelPath = `pypi/download/tiny-shop/1/${wheelName}`
    const wheelHash = hash('sha256', wheel).digest('hex')
    const answers: Readonly<Record<string, Answer>> = {
      'npm/registry/tiny-shop': json({
        ...{ _id: 'tiny-shop', name: 'tiny-shop', description },
        'dist-tags': { latest: '1.0.0' },
        versions: { '1.0.0': version }
      }),
      [tarball]: binary(npm),
      'npm/registry/-/ping': json({}),
      // What every install asks of its registry.
      'npm/registry/-/npm/v1/security/advisories/bulk': json({}),
      'pypi/simple': html('<a href="tiny-shop/">tiny-shop</a>'),
      'pypi/simple/tiny-shop': html(`<a href="${base}/${wheelPath}#sha256=${wheelHash}">${wheelName}</a>`),
      [wheelPath]: binary(wheel),
      'nuget/v3/index.json': json({
        version: '3.0.0',
        resources: [{ '@id': `${base}/nuget/v3/flat2/`, '@type': 'PackageBaseAddress/3.0.0' }]
      }),
      [pomPath]: answerText(200, 'text/xml', pom),
      [`${pomPath}.sha1`]: answerText(200, 'text/plain', hash('sha1', pom).digest('hex')),
      'cargo/index/config.json': json({
        dl: `${base}/Cargo/download`,
        api: `${base}/Cargo`,
        'auth-required': true
      }),
      'cargo/index/ti/ny/tiny-shop': json({
        ...{ name: 'tiny-shop', vers: '1.0.0', deps: [], features: {}, yanked: false },
        cksum: hash('sha256', crate).digest('hex')
      }),
      'cargo/download/tiny-shop/1.0.0/download': binary(crate)
    }
    return answers[file]
  }
}

/** `feeds.dev.azure.com`: all feeds of an organization. */
export const feedList: Site = (asked) => {
  const { organization, caller } = asked
  if (!mayDo(caller, 'vso.packaging')) return refused(asked, caller)
  const wrongVersion = versionRefused(asked, true)
  if (wrongVersion) return wrongVersion
  const value = organization.feeds.map(({ name, project }) => ({
    name,
    ...(project !== null && { project: organization.project })
  }))
  return answerJson(200, { count: value.length, value })
}

/**
 * `pkgs.dev.azure.com`: tools that ask without a credential first need the challenge, so nobody, a dead token and one
 * without the scope get the same 401; whoever may read is told by 404 what is not there (azure-devops.md 3, 4.6).
 */
export function createPackages(folder: string): Site {
  const packageAt = createFeedPackages(folder)
  return async (asked, projectName = '', feedName = '', file = '') => {
    const { organization, caller, request, host } = asked
    if (!mayDo(caller, 'vso.packaging')) return tokenRefused(asked)
    if (!['GET', 'HEAD', 'POST'].includes(request.method ?? '')) return answerEmpty(405)
    const feed = organization.feeds.find(
      ({ name, project }) => sameName(name, feedName) && sameName(project ?? '', projectName)
    )
    if (!feed) return notFound()
    const project = feed.project === null ? '' : `/${encodeURIComponent(feed.project)}`
    const base = `https://${host}/${organization.name}${project}/_packaging/${feed.name}`
    return (await packageAt(base, file.toLowerCase().replace(/\/$/, ''))) ?? notFound()
  }
}
