import { execFileSync } from 'node:child_process'
import { systemClock } from '../../electron/adapters/desktop/clock.js'
import { createKeychainVault } from '../../electron/adapters/vault/keychain-vault.js'
import { Secret } from '../../electron/domain/secret.js'
import { prepareVaultOnNode } from '../adapters/vault/vault-on-node.js'
import { createFakeLog } from '../fakes/log.js'
import { median, type BenchRow } from './bench-table.js'

const service = 'Token Tray bench'
const rounds = 15
const value = 'x'.repeat(84)

/** A call of the vault, its process running, beside one of `secret-tool`; the real keyring answers both. */
export async function vaultRows(env: Readonly<Record<string, string>>): Promise<readonly BenchRow[]> {
  const worker = await prepareVaultOnNode(env)
  const log = createFakeLog()
  const { launch } = worker
  const vault = createKeychainVault({ service, launch, clock: systemClock, log, platform: 'linux' })
  const tool = (words: readonly string[], input = ''): void => {
    execFileSync('secret-tool', words, { env, input, stdio: ['pipe', 'ignore', 'ignore'] })
  }
  const of = (account: string): readonly string[] => ['service', service, 'account', account]

  async function timed(act: () => unknown): Promise<number> {
    const took: number[] = []
    for (let round = -2; round < rounds; round += 1) {
      const from = performance.now()
      await act()
      if (round >= 0) took.push(performance.now() - from)
    }
    return median(took)
  }

  try {
    const put = await timed(() => vault.put({ label: 'ours' }, new Secret(value)))
    const store = await timed(() => {
      tool(['store', '--label=bench', ...of('theirs')], value)
    })
    const get = await timed(() => vault.get({ label: 'ours' }))
    const lookup = await timed(() => {
      tool(['lookup', ...of('theirs')])
    })
    return [
      { name: 'vault.put-and-read-back', value: put, unit: 'ms', baseline: store, aim: 1.5 },
      { name: 'vault.get', value: get, unit: 'ms', baseline: lookup, aim: 1 }
    ]
  } finally {
    worker.close()
  }
}
