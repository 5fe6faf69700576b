import { createPatApi } from '../../../electron/adapters/azure-devops/pat-api.js'
import { createTokenCheck } from '../../../electron/adapters/azure-devops/token-check.js'
import { createHistorySeal } from '../../../electron/adapters/vault/history-seal.js'
import { createKeychainVault } from '../../../electron/adapters/vault/keychain-vault.js'
import { createFakeOutside, startCore } from '../core-on-fakes.js'
import { settled } from '../token-world.js'
import { createEffects, Killed } from './effects.js'
import { createPlayedKeychain } from './played-keychain.js'
import { createPlayedService } from './played-service.js'

const second = 1000

/**
 * The whole core over the real vault and the real adapters of the service, which stand on a played keychain and a
 * played service; all else is fakes. Only its clock moves time.
 */
export function createFaultWorld() {
  const fakes = createFakeOutside()
  const keychain = createPlayedKeychain()
  const service = createPlayedService(fakes.patApi.bearer, () => fakes.clock.now())
  const effects = createEffects()

  /** The app as a start makes it. The run before does nothing any more, as after a crash. */
  function start() {
    const run = effects.run()
    const [clock, log, http] = [run.clock(fakes.clock), run.log(fakes.log), run.http(service.http)]
    const vault = createKeychainVault({
      ...{ service: 'Token Tray', launch: () => run.worker(keychain.launch()), platform: 'linux' },
      ...{ clock, log }
    })
    return startCore({
      ...run.ports(fakes),
      ...{ clock, log, vault },
      historySeal: createHistorySeal(vault),
      patApi: createPatApi(http),
      tokenCheck: createTokenCheck(http)
    })
  }

  /** Lets all that waits for nothing but itself and its keychain run. */
  async function rest(): Promise<void> {
    for (let turn = 0; turn < 12; turn += 1) await settled()
  }

  const world = {
    ...fakes,
    keychain,
    service,
    effects,
    app: start(),
    restart: () => {
      world.app = start()
      world.app.core.start()
    },
    /** Lets time pass; all comes to rest after each timer, so that nothing is late that would not be. */
    pass: async (milliseconds: number) => {
      await rest()
      for (let left = milliseconds; left > 0 && !effects.isDead();) {
        const step = Math.min(left, Math.max(1, fakes.clock.untilNext()))
        fakes.clock.advance(step)
        await rest()
        left -= step
      }
    },
    /** Lets time pass, as little as it takes, until the task is over, or the app is dead. */
    drive: async <T>(task: Promise<T>): Promise<T> => {
      const wait = { isOver: false }
      const end = (): void => {
        wait.isOver = true
      }
      task.then(end, end)
      await rest()
      for (let waited = 0; !wait.isOver; waited += 1) {
        if (effects.isDead()) throw new Killed()
        if (waited > 600) throw new Error('it goes on for more than ten minutes')
        fakes.clock.advance(second)
        await rest()
      }
      return task
    },
    /** The value that the keychain has for a token. */
    kept: (tokenId: string): string | null => {
      const record = fakes.index.all().find(({ id }) => id === tokenId)
      return record === undefined ? null : (keychain.entries.get(record.label) ?? null)
    },
    /**
     * What must hold at every moment; gives what does not. Early, a token may be on the service whose create is
     * only noted, and a value in the keychain before its record says so; later the list must know of both.
     */
    broken: async (isEarly = true): Promise<readonly string[]> => {
      const found: string[] = []
      const records = fakes.index.all()
      const inMemory = world.app.core.onlyInMemory()
      for (const { id, name, value } of await service.active()) {
        const record = records.find((one) => one.id === id)
        const isKnown =
          record !== undefined &&
          (record.stray || record.revokeLeft.includes('service') || world.kept(id) === value)
        const isHeld = inMemory.includes(name)
        const isNoted =
          (isEarly && fakes.createJournal.all().some((create) => create.name === name)) ||
          fakes.rotationJournal.all().length > 0
        const isTheirs = records.some(({ id: ours }) => world.kept(ours) === value) || name === 'By hand'
        if (!isKnown && !isHeld && !isNoted && !isTheirs)
          found.push(`${name} lives on the service and nobody knows it`)
      }
      for (const [label, value] of keychain.entries) {
        if (!value.includes('AZDO1234')) continue
        const owner = records.find((record) => record.label === label)
        if (owner === undefined || !(isEarly || owner.inVault))
          found.push(`${label} is in the keychain and nobody knows it`)
      }
      const said = [...fakes.log.lines, JSON.stringify(world.app.snapshots), ...fakes.historyFile.text]
      if (said.some((text) => text.includes('AZDO1234'))) found.push('a value was said')
      found.push(...fakes.log.lines.filter((line) => line.startsWith('bug ')))
      return found
    }
  }
  world.app.core.start()
  return world
}

export type FaultWorld = ReturnType<typeof createFaultWorld>
