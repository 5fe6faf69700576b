import type { AppError } from '../../../electron/shared/error-codes.js'
import type { FaultWorld } from './fault-world.js'

/** Something that a person does, or the app by itself. */
export interface ActionRow {
  readonly name: string
  /** Everything that has to be there before, made without a fault. */
  prepare(world: FaultWorld): Promise<unknown>
  /** Does it; gives what the person is told to be wrong. Rejections count as told, too. */
  act(world: FaultWorld): Promise<readonly AppError[]>
  /** All of it came about. */
  isDone(world: FaultWorld): Promise<boolean>
}

const wish = {
  organization: 'contoso',
  name: 'Push code',
  scopes: ['vso.code_write'],
  validTo: '2027-01-20T12:00:00.000Z',
  engine: 'sign-in'
} as const
const npm = {
  kind: 'npmrc',
  file: '/home/ada/.npmrc',
  entry: '//pkgs.dev.azure.com/contoso/_packaging/shop/npm/'
} as const
const gitWish = { allowPlainText: false, setUpHelper: true }

const idOf = (world: FaultWorld): string =>
  world.index.all().find(({ name, stray, revokedAt }) => name === wish.name && !stray && revokedAt === null)
    ?.id ?? ''
const isLiving = async (world: FaultWorld, id: string): Promise<boolean> =>
  (await world.service.active()).some((token) => token.id === id)
const create = ({ app, drive }: FaultWorld) =>
  drive(app.call.createToken({ ...wish, scopes: [...wish.scopes] }))
const told = (...errors: readonly (AppError | null)[]): readonly AppError[] =>
  errors.filter((error) => error !== null)

/** What the page offers for a token that is in memory only. */
async function keepWhatIsHeld({ app, drive }: FaultWorld): Promise<boolean> {
  const held = app.core.state.snapshot().tokens.find(({ kept }) => kept === 'memory')
  if (held === undefined) return false
  await drive(app.call.keepToken({ tokenId: held.id }))
  return true
}

const createAndHandOver = async (world: FaultWorld): Promise<void> => {
  const { tokenId } = await create(world)
  await world.drive(world.app.call.useForGit({ tokenId, ...gitWish }))
}

/** Every action of the table. One that is added here is tried under every fault. */
export const actions: readonly ActionRow[] = [
  {
    name: 'create',
    prepare: () => Promise.resolve(),
    act: async (world) => {
      if (await keepWhatIsHeld(world)) return []
      return told((await create(world)).keepError)
    },
    isDone: async (world) => {
      const id = idOf(world)
      return world.kept(id) !== null && (await isLiving(world, id))
    }
  },
  {
    name: 'paste',
    prepare: async (world) => {
      world.clipboard.text = (await world.service.makeByHand('By hand')).value
    },
    act: async (world) => {
      if (await keepWhatIsHeld(world)) return []
      const pasted = { organization: 'contoso', name: wish.name, scopes: [], validTo: null, anyway: false }
      return told((await world.drive(world.app.call.pasteToken(pasted))).keepError)
    },
    isDone: async (world) => {
      const [byHand] = await world.service.active()
      // An end of the app in the midst of it leaves an entry without a value, which the person sees and removes.
      const kept = world.index.all().filter(({ inVault }) => inVault)
      return kept.length === 1 && world.kept(kept[0]?.id ?? '') === byHand?.value
    }
  },
  {
    name: 'copy',
    prepare: create,
    act: async (world) => {
      await world.drive(world.app.call.copyToken({ tokenId: idOf(world) }))
      return []
    },
    isDone: (world) => Promise.resolve(world.clipboard.text === world.kept(idOf(world)))
  },
  {
    name: 'hand over to Git',
    prepare: create,
    act: async (world) => {
      await world.drive(world.app.call.useForGit({ tokenId: idOf(world), ...gitWish }))
      return []
    },
    isDone: (world) => Promise.resolve(world.git.held.get('contoso')?.reveal() === world.kept(idOf(world)))
  },
  {
    name: 'write to a file',
    prepare: create,
    act: async (world) => {
      await world.drive(world.app.call.useAt({ tokenId: idOf(world), ...npm }))
      return []
    },
    isDone: (world) =>
      Promise.resolve(world.files[0].entries.get(npm.entry)?.reveal() === world.kept(idOf(world)))
  },
  {
    name: 'rotate',
    prepare: async (world) => {
      await createAndHandOver(world)
      await world.drive(world.app.call.changeSettings({ graceHours: 1 }))
    },
    act: async (world) => {
      const { app, rotationJournal } = world
      const tokenId = rotationJournal.all()[0]?.tokenId ?? idOf(world)
      await world.drive(app.call.renewToken({ tokenId }))
      // It goes on after the call, as long as nothing stops it.
      await world.pass(90_000)
      return told(...app.core.state.snapshot().rotations.map(({ stopped }) => stopped))
    },
    isDone: async (world) => {
      const [living, ...others] = await world.service.active()
      return (
        world.rotationJournal.all().length === 0 &&
        others.length === 0 &&
        living !== undefined &&
        !living.id.startsWith('00000001') &&
        world.kept(living.id) === living.value &&
        world.git.held.get('contoso')?.reveal() === living.value
      )
    }
  },
  {
    name: 'revoke',
    prepare: createAndHandOver,
    act: async (world) => {
      const tokenId = world.index.all()[0]?.id ?? ''
      const report = await world.drive(world.app.call.revokeToken({ tokenId }))
      return told(...Object.values(report).map((step) => (step.state === 'failed' ? step.error : null)))
    },
    isDone: async (world) => {
      const [record] = world.index.all()
      const isRevoked = record !== undefined && record.revokedAt !== null && record.revokeLeft.length === 0
      const isErased = world.kept(record?.id ?? '') === null && !world.git.held.has('contoso')
      return isRevoked && isErased && (await world.service.active()).length === 0
    }
  },
  {
    name: 'start up',
    // What the run before left open: a renewal, and a create whose answer was lost.
    prepare: async (world) => {
      const { service, drive } = world
      await createAndHandOver(world)
      await drive(world.app.call.changeSettings({ graceHours: 1 }))
      service.fault = 'no network'
      await drive(world.app.call.renewToken({ tokenId: idOf(world) })).catch(() => undefined)
      service.fault = 'answer-lost'
      const lost = world.app.call.createToken({ ...wish, scopes: [...wish.scopes], name: 'Lost' })
      await drive(lost).catch(() => undefined)
      service.fault = null
    },
    act: async (world) => {
      const { rotations } = world.app.core.state.snapshot()
      const stopped = rotations.find(({ stopped: why }) => why !== null && why.code !== 'offline')
      // A person who is told why a renewal stands still tries that again, and nobody starts the app for it.
      if (stopped === undefined) world.restart()
      else await world.drive(world.app.call.renewToken({ tokenId: stopped.tokenId }))
      await world.drive(world.app.call.getSnapshot(null))
      await world.pass(90_000)
      const open = world.app.core.state.snapshot().rotations.map(({ stopped: why }) => why)
      // What the preparation ran into is not what happens now.
      const isOld = (why: AppError | null): boolean =>
        why?.facts['obstacle'] === 'no-network' && world.service.fault !== 'no network'
      return told(...open.filter((why) => !isOld(why)))
    },
    isDone: (world) => {
      // As the page has it: asking for it would look up what must come by itself.
      const { vault, tokens, accounts, rotations } = world.app.core.state.snapshot()
      const isThere = tokens.some(({ kept, stray }) => kept === 'keychain' && !stray)
      const isFound = tokens.some(({ stray }) => stray)
      const isRenewed = rotations.every(({ step }) => step === 'grace') && world.git.given.length > 1
      return Promise.resolve(vault === 'ready' && isThere && isFound && isRenewed && accounts.length === 1)
    }
  }
]
