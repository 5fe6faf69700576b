import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { snippetText, snippetView, type SnippetFacts } from '../../electron/domain/snippets.js'
import type { SnippetTool } from '../../electron/shared/consumer-view.js'
import { environmentFor } from '../simulator/environment.js'
import { startSimulator, type Simulator } from '../simulator/simulator.js'

/** Feed and address of an organization's feed, and of a project's. */
const feeds = [
  ['shop-packages', 'https://pkgs.dev.azure.com/contoso/_packaging/shop-packages'],
  ['site-packages', 'https://pkgs.dev.azure.com/contoso/web-shop/_packaging/site-packages']
] as const

let simulator: Simulator
let directory: string
let home: string
let environment: Record<string, string>

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'token-tray-feeds-'))
  simulator = await startSimulator({ directory })
})
afterAll(async () => {
  await simulator.close()
  rmSync(directory, { recursive: true, maxRetries: 20 })
})
beforeEach(() => {
  home = mkdtempSync(path.join(directory, 'home-'))
  environment = {
    ...environmentFor({ home, simulator }),
    // Where rustup's cargo finds its toolchain.
    RUSTUP_HOME: process.env.RUSTUP_HOME ?? path.join(homedir(), '.rustup')
  }
})

function factsOf(address: string): SnippetFacts {
  const [, project = null, name = ''] = /contoso\/(?:(.+)\/)?_packaging\/(.+)$/.exec(address) ?? []
  return { organization: 'contoso', feed: { name, project } }
}

/** What "Show me how" copies for a tool and this feed. */
const shown = (tool: SnippetTool, address: string, token: string): string =>
  snippetText(tool, factsOf(address), token)

/** What it has for the tool's own settings. */
const setup = (tool: SnippetTool, address: string): string =>
  snippetView(tool, factsOf(address)).setup?.text ?? ''

function write(file: string, text: string): void {
  const target = path.join(home, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, text, { mode: 0o600 })
}

interface Ran {
  readonly code: number | null
  readonly output: string
}

function run(program: string, args: readonly string[], input = ''): Promise<Ran> {
  const child = spawn(program, args, { cwd: home, env: environment, stdio: 'pipe' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += String(part)))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, output }))
  })
}

/** Why a tool cannot be proven here, or null. */
function whyNot({ program, oldest, beside }: Tool): string | null {
  const asked = spawnSync(program, ['--version'], { encoding: 'utf8' })
  const [, major, minor] = /(\d+)\.(\d+)/.exec(asked.stdout) ?? []
  if (asked.status !== 0) return `not run: ${program} missing`
  if (oldest && Number(major) * 1000 + Number(minor) < oldest[0] * 1000 + oldest[1])
    return `not run: ${program} ${oldest.join('.')} or later missing`
  if (beside && spawnSync(beside, ['-help']).error) return `not run: ${beside} missing`
  return null
}

interface Tool {
  readonly program: string
  readonly oldest?: readonly [number, number]
  /** Also needed. */
  readonly beside?: string
  /** Sets the tool up with a token, has it read one package, and says what shows that it did. */
  readonly read: (feed: string, address: string, token: string) => Promise<Ran & { readonly got: boolean }>
}

const tools: readonly Tool[] = [
  {
    program: 'npm',
    read: async (_, address, token) => {
      write('project/.npmrc', setup('npm', address))
      write('.npmrc', shown('npm', address, token))
      write('project/package.json', '{"private":true}')
      const npm = (...args: readonly string[]) => run('npm', ['--prefix', 'project', ...args])
      const ping = await npm('ping')
      const view = await npm('view', 'tiny-shop', 'version')
      const install = await npm('install', 'tiny-shop')
      return {
        code: ping.code || view.code || install.code,
        output: ping.output + view.output + install.output,
        got:
          view.output.trim() === '1.0.0' &&
          existsSync(path.join(home, 'project/node_modules/tiny-shop/index.js'))
      }
    }
  },
  {
    program: 'pip',
    read: async (_, address, token) => {
      write('.netrc', shown('pip', address, token))
      write('.config/pip/pip.conf', setup('pip', address))
      const ran = await run('pip', ['download', '--no-input', '--dest', 'wheels', 'tiny-shop'])
      const wheels = path.join(home, 'wheels')
      return { ...ran, got: existsSync(wheels) && readdirSync(wheels).length === 1 }
    }
  },
  {
    program: 'mvn',
    beside: 'keytool',
    read: async (_, address, token) => {
      write('.m2/settings.xml', shown('maven', address, token))
      write(
        'pom.xml',
        `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<parent><groupId>com.contoso.shop</groupId><artifactId>parent</artifactId><version>1.0.0</version><relativePath/></parent>
<artifactId>child</artifactId><packaging>pom</packaging>
${setup('maven', address)}</project>`
      )
      const store = ['-keystore', 'trust.p12', '-storetype', 'PKCS12', '-storepass', 'practice']
      await run('keytool', ['-importcert', '-noprompt', '-file', simulator.certificateFile, ...store])
      const { hostname, port } = new URL(simulator.proxies.tools)
      environment.MAVEN_OPTS = [
        `-Duser.home=${home}`,
        `-Dhttps.proxyHost=${hostname} -Dhttps.proxyPort=${port}`,
        `-Djavax.net.ssl.trustStore=${path.join(home, 'trust.p12')} -Djavax.net.ssl.trustStorePassword=practice`
      ].join(' ')
      const ran = await run('mvn', ['--batch-mode', 'validate'])
      const kept = '.m2/repository/com/contoso/shop/parent/1.0.0/parent-1.0.0.pom'
      return { ...ran, got: existsSync(path.join(home, kept)) }
    }
  },
  {
    program: 'cargo',
    oldest: [1, 74],
    read: async (feed, address, token) => {
      write('.cargo/config.toml', setup('cargo', address))
      write(
        'Cargo.toml',
        `[package]\nname = "reader"\nversion = "0.1.0"\nedition = "2021"\n
[dependencies]\ntiny-shop = { version = "1", registry = "${feed}" }\n`
      )
      write('src/lib.rs', '')
      await run('cargo', ['login', '--registry', feed], shown('cargo', address, token))
      const ran = await run('cargo', ['fetch'])
      return { ...ran, got: /Downloaded tiny-shop v1\.0\.0/.test(ran.output) }
    }
  }
]

for (const tool of tools) {
  const { program, read } = tool
  const reason = whyNot(tool)
  if (reason !== null) {
    console.log(reason)
    it.skip(reason, () => undefined)
    continue
  }
  describe(program, () => {
    it.each(feeds)('reads a package of %s without a failed request', async (feed, address) => {
      const before = simulator.failedRequests().length
      const { value } = simulator.issueToken('contoso', { scope: 'vso.packaging' })
      const { code, output, got } = await read(feed, address, value)
      expect({ code, got }, output).toEqual({ code: 0, got: true })
      expect(simulator.failedRequests().slice(before)).toEqual([])
      expect(output).not.toContain(value)
    })

    it('fails with a token that may not read packages', async () => {
      const [[feed, address]] = feeds
      const before = simulator.failedRequests().length
      const { value } = simulator.issueToken('contoso', { scope: 'vso.code' })
      const { code, got } = await read(feed, address, value)
      expect({ failed: code !== 0, got }).toEqual({ failed: true, got: false })
      expect(
        simulator
          .failedRequests()
          .slice(before)
          .map((one) => one.status)
      ).toContain(401)
    })
  })
}
