import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { createFileConsumers } from '../../../electron/adapters/consumers/file-consumers.js'
import { splitEntry } from '../../../electron/domain/consumer-files/azure-hosts.js'
import { Secret } from '../../../electron/domain/secret.js'
import type { FileConsumerKind } from '../../../electron/shared/consumer-view.js'
import { createFakeFileConsumer } from '../../fakes/file-consumer.js'
import { createFakeHttp, empty } from '../../fakes/http.js'
import { createFakeTokenCheck } from '../../fakes/token-check.js'
import { describeFileConsumer, type OpenedConsumer } from './file-consumer-suite.js'

describeFileConsumer('the fake', () => {
  const consumer = createFakeFileConsumer()
  const { entries, others } = consumer
  return {
    consumer,
    onlyTakes: consumer.onlyTakes,
    addOther: (entry) => void others.add(entry),
    addTheirs: () => void entries.set('//theirs/', new Secret('theirs')),
    whole: () =>
      entries.size + others.size === 0
        ? null
        : JSON.stringify([[...entries].map(([entry, token]) => [entry, token.reveal()]), [...others]])
  }
})

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'token-tray-consumer-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

interface RealFile {
  readonly file: string
  /** The whole file with a credential of another kind for this entry; null where the format has none. */
  readonly other: ((entry: string) => string) | null
}

/** As people have them: with things of their own around. */
const files: Readonly<Partial<Record<FileConsumerKind, RealFile>>> = {
  npmrc: {
    file: '.npmrc',
    other: (entry) => `fund=false\n\n${entry}registry/:_authToken=theirs\n; mine\n${entry}:_auth="dGhlaXJz"`
  },
  'nuget-config': {
    file: '.nuget/NuGet/NuGet.Config',
    other: (entry) => `<configuration>
  <packageSources><add key="shop" value="${splitEntry(entry).address ?? ''}" /></packageSources>
  <packageSourceCredentials>
    <shop><!-- mine --><add key="Username" value="me" /><add key="Password" value="encrypted" /></shop>
  </packageSourceCredentials>
</configuration>`
  }
}

function openReal(kind: FileConsumerKind, { file, other }: RealFile): OpenedConsumer {
  const home = mkdtempSync(path.join(folder, 'home-'))
  const target = path.join(home, file)
  let taken: Secret | null = null
  const http = createFakeHttp(({ authorization }) =>
    empty(authorization !== undefined && taken?.equals(authorization.secret) === true ? 404 : 401)
  )
  const consumers = createFileConsumers({
    ...{ platform: 'linux', environment: { HOME: home }, http, tokenCheck: createFakeTokenCheck() },
    // No tool of the person's is asked here.
    run: async () => ({ code: 127, output: '', errors: '', timedOut: false })
  })
  const consumer = consumers.find((one) => one.kind === kind)
  if (consumer === undefined) throw new Error(`no consumer ${kind}`)
  return {
    consumer,
    onlyTakes: (token) => {
      taken = token
    },
    addOther: (entry) => {
      mkdirSync(path.dirname(target), { recursive: true })
      writeFileSync(target, other?.(entry) ?? '')
    },
    addTheirs: () => {
      appendFileSync(target, kind === 'nuget-config' ? '<!-- theirs -->' : '# theirs\n')
      const later = Date.now() / 1000 + 60
      utimesSync(target, later, later)
    },
    whole: () => (existsSync(target) ? readFileSync(target, 'latin1') : null)
  }
}

for (const [kind, real] of Object.entries(files) as [FileConsumerKind, RealFile][]) {
  describeFileConsumer(`${kind} on real files`, () => openReal(kind, real))
}
