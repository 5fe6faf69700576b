import { createHash } from 'node:crypto'
import { tarOf, zipOf } from './archives.js'

/** What a feed gives at one path below it. */
export interface FeedFile {
  readonly type: string
  readonly body: string | Buffer
}

const hash = (kind: 'sha1' | 'sha256', content: Buffer | string) =>
  createHash(kind).update(content).digest('hex')
const json = (body: unknown): FeedFile => ({ type: 'application/json', body: JSON.stringify(body) })
const html = (links: string): FeedFile => ({
  type: 'text/html',
  body: `<!DOCTYPE html><body>${links}</body>`
})
const binary = (body: Buffer): FeedFile => ({ type: 'application/octet-stream', body })

const description = 'A small package of the practice organization'

const npmTarball = tarOf({
  'package/package.json': JSON.stringify({ name: 'tiny-shop', version: '1.0.0', description }),
  'package/index.js': "module.exports = 'hello'\n"
})

const npm = (base: string): Readonly<Record<string, FeedFile>> => {
  const tarball = 'npm/registry/tiny-shop/-/tiny-shop-1.0.0.tgz'
  const dist = {
    tarball: `${base}/${tarball}`,
    shasum: hash('sha1', npmTarball),
    integrity: `sha512-${createHash('sha512').update(npmTarball).digest('base64')}`
  }
  const version = { name: 'tiny-shop', version: '1.0.0', description, dist }
  return {
    'npm/registry/tiny-shop': json({
      ...{ _id: 'tiny-shop', name: 'tiny-shop', description },
      'dist-tags': { latest: '1.0.0' },
      versions: { '1.0.0': version }
    }),
    [tarball]: binary(npmTarball),
    'npm/registry/-/ping': json({}),
    // What every install asks of its registry.
    'npm/registry/-/npm/v1/security/advisories/bulk': json({})
  }
}

const distInfo = 'tiny_shop-1.0.0.dist-info'
const wheelFiles = {
  'tiny_shop.py': "HELLO = 'hello'\n",
  [`${distInfo}/METADATA`]: 'Metadata-Version: 2.1\nName: tiny-shop\nVersion: 1.0.0\n',
  [`${distInfo}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: practice\nRoot-Is-Purelib: true\nTag: py3-none-any\n'
}
const wheel = zipOf({
  ...wheelFiles,
  [`${distInfo}/RECORD`]: [...Object.keys(wheelFiles), `${distInfo}/RECORD`]
    .map((name) => `${name},,\n`)
    .join('')
})

const python = (base: string): Readonly<Record<string, FeedFile>> => {
  const file = 'tiny_shop-1.0.0-py3-none-any.whl'
  const address = `${base}/pypi/download/tiny-shop/1/${file}#sha256=${hash('sha256', wheel)}`
  return {
    'pypi/simple': html('<a href="tiny-shop/">tiny-shop</a>'),
    'pypi/simple/tiny-shop': html(`<a href="${address}">${file}</a>`),
    [`pypi/download/tiny-shop/1/${file}`]: binary(wheel)
  }
}

const nuspec = `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata><id>Tiny.Shop</id>\
<version>1.0.0</version><authors>Contoso</authors><description>${description}</description></metadata></package>
`

const nuget = (base: string): Readonly<Record<string, FeedFile>> => ({
  'nuget/v3/index.json': json({
    version: '3.0.0',
    resources: [{ '@id': `${base}/nuget/v3/flat2/`, '@type': 'PackageBaseAddress/3.0.0' }]
  }),
  'nuget/v3/flat2/tiny.shop/index.json': json({ versions: ['1.0.0'] }),
  'nuget/v3/flat2/tiny.shop/1.0.0/tiny.shop.nuspec': { type: 'text/xml', body: nuspec },
  'nuget/v3/flat2/tiny.shop/1.0.0/tiny.shop.1.0.0.nupkg': binary(zipOf({ 'Tiny.Shop.nuspec': nuspec }))
})

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>\
<groupId>com.contoso.shop</groupId><artifactId>parent</artifactId><version>1.0.0</version>\
<packaging>pom</packaging></project>
`
const pomPath = 'maven/v1/com/contoso/shop/parent/1.0.0/parent-1.0.0.pom'

const maven = (): Readonly<Record<string, FeedFile>> => ({
  [pomPath]: { type: 'text/xml', body: pom },
  [`${pomPath}.sha1`]: { type: 'text/plain', body: hash('sha1', pom) }
})

const crate = tarOf({
  'tiny-shop-1.0.0/Cargo.toml': '[package]\nname = "tiny-shop"\nversion = "1.0.0"\nedition = "2021"\n',
  'tiny-shop-1.0.0/src/lib.rs': 'pub const HELLO: &str = "hello";\n'
})

const cargo = (base: string): Readonly<Record<string, FeedFile>> => ({
  'cargo/index/config.json': json({
    dl: `${base}/Cargo/download`,
    api: `${base}/Cargo`,
    'auth-required': true
  }),
  'cargo/index/ti/ny/tiny-shop': json({
    ...{ name: 'tiny-shop', vers: '1.0.0', deps: [], features: {}, yanked: false },
    cksum: hash('sha256', crate)
  }),
  'cargo/download/tiny-shop/1.0.0/download': binary(crate)
})

/** All that a feed has, by the path below `base` in lower case: one small package for each tool. */
export function feedFiles(base: string): ReadonlyMap<string, FeedFile> {
  return new Map([npm, python, nuget, maven, cargo].flatMap((tool) => Object.entries(tool(base))))
}
