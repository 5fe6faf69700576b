import { AppFailure } from '../../../electron/domain/app-failure.js'
import { fakeAccount } from '../../fakes/sign-in.js'
import type { FaultWorld } from './fault-world.js'
import { keychainFaults } from './played-keychain.js'
import { serviceFaults, type ServiceFault } from './played-service.js'

/** Something that is wrong with the world for a while. */
export interface FaultRow {
  readonly name: string
  begin(world: FaultWorld): void
  end(world: FaultWorld): void
}

const hour = 3_600_000

/** Every fault of the table. One that is added here is tried with every action. */
export const faults: readonly FaultRow[] = [
  ...keychainFaults.map((fault) => ({
    name: `the keychain ${fault}`,
    begin: ({ keychain }: FaultWorld) => {
      keychain.fault = fault
    },
    end: ({ keychain }: FaultWorld) => {
      keychain.fault = null
    }
  })),
  ...(Object.keys(serviceFaults) as ServiceFault[]).map((fault) => ({
    name: `the service: ${fault}`,
    begin: ({ service }: FaultWorld) => {
      service.fault = fault
    },
    end: ({ service }: FaultWorld) => {
      service.fault = null
    }
  })),
  {
    name: 'the sign-in has ended',
    begin: ({ signIn }) => {
      signIn.end()
    },
    end: ({ signIn }) => {
      signIn.add(fakeAccount('ada@contoso.example'))
    }
  },
  {
    name: 'Git reports an error',
    begin: ({ git }) => {
      git.problem = new AppFailure('git-failed', { step: 'credential approve', code: 1 })
    },
    end: ({ git }) => {
      git.problem = null
    }
  },
  {
    name: 'the tool’s file cannot be written',
    begin: ({ files: [file] }) => {
      file.failWith(new AppFailure('file-not-written', { file: file.file }))
    },
    end: ({ files: [file] }) => {
      file.failWith(null)
    }
  },
  {
    name: 'the history cannot be written',
    begin: ({ historyFile }) => {
      historyFile.full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    },
    end: ({ historyFile }) => {
      historyFile.full = null
    }
  },
  {
    name: 'the computer sleeps for eight hours in the middle of it',
    begin: ({ clock }) => {
      setImmediate(() => {
        clock.jump(clock.now() + 8 * hour)
      })
    },
    end: () => undefined
  },
  {
    name: 'the clock is set back by a year in the middle of it',
    begin: ({ clock }) => {
      setImmediate(() => {
        clock.jump(clock.now() - 365 * 24 * hour)
      })
    },
    end: ({ clock }) => {
      clock.jump(clock.now() + 365 * 24 * hour)
    }
  }
]
