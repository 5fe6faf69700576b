import assert from 'node:assert/strict'
import {
  mayAbandon,
  newRotation,
  type Rotation,
  type RotationFact,
  type RotationTask
} from '../../electron/domain/rotation.js'
import { nextTask, rotationAfter } from '../../electron/domain/rotation-machine.js'
import type { ErrorCode } from '../../electron/shared/error-codes.js'

const hour = 3_600_000

/** What goes wrong with the effect of this number within a step, and whether before or after it took place. */
export interface Fault {
  readonly what: 'crash' | 'passing' | 'lasting' | 'late'
  readonly effect: number
  readonly took: boolean
}

class Crash extends Error {}
class Refusal extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode) {
    super(code)
    this.code = code
  }
}

/** A service, a keychain, places and a person, all in memory; every effect is followed by the laws. */
export function createRotationModel(options: {
  readonly places: number
  readonly manual: number
  readonly grace: number
  readonly assisted: boolean
}) {
  let now = Date.parse('2026-11-23T12:00:00.000Z')
  const alive = new Set(['old'])
  const everMade = new Set<string>()
  const vault = new Set(['old'])
  const memory = new Set<string>()
  const places = new Map<string, string>()
  const manual = new Set<string>()
  /** Places that the old token's record has. */
  const ofOld = new Set<string>()
  /** Creates that the service carries out although it was said that they failed. */
  let late = 0
  let made = 0
  let fault: Fault | null = null
  let effects = 0
  for (let at = 0; at < options.places + options.manual; at += 1) {
    const id = `place-${at}`
    places.set(id, 'old')
    ofOld.add(id)
    if (at >= options.places) manual.add(id)
  }
  const known = () => [...places.keys()].map((useId) => ({ useId, manual: manual.has(useId) }))
  let journal: Rotation | null = newRotation(
    { tokenId: 'old', automatic: false, assisted: options.assisted },
    known(),
    now
  )

  function laws(): void {
    for (const [place, token] of places) assert(alive.has(token), `${place} holds ${token}, which is dead`)
    const withValue = [...alive].filter((id) => id !== 'old' && (vault.has(id) || memory.has(id)))
    assert(withValue.length <= 1, 'two successors live')
    assert(!alive.has('old') || vault.has('old'), 'the value of the living old token is lost')
    assert(alive.has('old') || withValue.length === 1, 'the old token died without a successor')
  }

  /** One effect on the outside, with the fault of this step. */
  function effect(act: () => void, canBeLate = false): void {
    effects += 1
    const mine = fault?.effect === effects ? fault : null
    if (mine === null || mine.took) act()
    else if (mine.what === 'late' && canBeLate) late += 1
    laws()
    if (mine === null) return
    if (mine.what === 'crash') throw new Crash()
    throw new Refusal(mine.what === 'lasting' ? 'use-proof-failed' : 'offline')
  }

  function save(rotation: Rotation): void {
    effect(() => {
      journal = rotation
    })
  }
  const note = (fact: RotationFact): void => {
    if (journal !== null) save(rotationAfter(journal, fact, now))
  }
  const hasValue = (id: string): boolean => vault.has(id) || memory.has(id)

  function sweep(rotation: Rotation): string | null {
    let found = rotation.successorId
    if (rotation.attempts.length === 0) return found
    for (const id of [...alive].filter((one) => one !== 'old')) {
      if (id === found) continue
      if (hasValue(id)) found ??= id
      else effect(() => alive.delete(id))
    }
    return found
  }

  function makeOne(): string {
    made += 1
    const id = `successor-${made}`
    alive.add(id)
    everMade.add(id)
    return id
  }

  function perform(rotation: Rotation, task: Exclude<RotationTask, { do: 'wait' | 'close' }>): RotationFact {
    const successor = rotation.successorId ?? 'none'
    const done = { is: 'done', task: task.do } as RotationFact
    switch (task.do) {
      case 'look': {
        const found = sweep(rotation)
        return found === null ? done : { is: 'created', successorId: found }
      }
      case 'create': {
        note({ is: 'sent', validTo: new Date(now).toISOString() })
        let id = ''
        effect(() => {
          id = makeOne()
        }, true)
        memory.add(id)
        laws()
        return { is: 'created', successorId: id }
      }
      case 'keep':
        if (memory.has(successor)) effect(() => vault.add(successor))
        return vault.has(successor) ? done : { is: 'value-lost' }
      case 'write':
        effect(() => places.set(task.useId, successor))
        return { is: 'use', useId: task.useId, state: 'written' }
      case 'prove':
        effect(() => assert.equal(places.get(task.useId), successor))
        return { is: 'use', useId: task.useId, state: 'proven' }
      case 'switch':
        if ([...ofOld].some((id) => !rotation.uses.some(({ useId }) => useId === id))) return resumed(false)
        for (const id of [...ofOld]) effect(() => ofOld.delete(id))
        return { is: 'switched', grace: options.grace * hour }
      case 'end-grace':
        return [...ofOld].some((id) => !rotation.uses.some(({ useId }) => useId === id))
          ? resumed(false)
          : { is: 'grace-over' }
      case 'revoke':
        effect(() => alive.delete('old'))
        return done
      case 'prove-dead':
        effect(() => undefined)
        if (alive.has('old')) throw new Refusal('old-token-still-works')
        return done
      case 'erase':
        if (rotation.attempts.length > 1) sweep(rotation)
        effect(() => vault.delete('old'))
        return done
      case 'put-back':
        effect(() => places.set(task.useId, 'old'))
        return { is: 'use', useId: task.useId, state: 'old' }
      case 'revoke-successor': {
        effect(() => alive.delete(successor))
        const found = sweep(rotation)
        return found === null || found === successor ? done : { is: 'created', successorId: found }
      }
      case 'erase-successor':
        effect(() => vault.delete(successor))
        memory.delete(successor)
        return done
      case 'retry':
        return resumed(false)
      default:
        return task satisfies never
    }
  }

  const resumed = (byPerson: boolean): RotationFact => ({ is: 'resumed', uses: known(), byPerson })

  /** Runs what a crash or a failure may end; a crash takes the memory with it. */
  function guarded(act: () => void, failed: (code: ErrorCode) => void): void {
    try {
      act()
    } catch (error) {
      fault = null
      if (error instanceof Crash) memory.clear()
      else if (error instanceof Refusal) failed(error.code)
      else throw error
      laws()
    }
  }

  return {
    isOver: () => journal === null,
    rotation: () => journal,
    step: (wanted: Fault | null): void => {
      if (journal === null) return
      const rotation = journal
      const task = nextTask(rotation, now)
      if (task.do === 'wait') return
      if (task.do === 'close') {
        journal = null
        late = 0
        return
      }
      fault = wanted
      effects = 0
      const useId = 'useId' in task ? task.useId : null
      guarded(
        () => {
          note(perform(rotation, task))
        },
        (code) => {
          guarded(
            () => {
              note({ is: 'failed', error: { code, facts: {} }, useId })
            },
            (other) => assert(false, other)
          )
        }
      )
      fault = null
    },
    person: (what: 'resume' | 'abandon' | 'end-grace'): void => {
      if (journal === null) return
      const facts = {
        resume: resumed(true),
        abandon: { is: 'abandoned' },
        'end-grace': { is: 'grace-cut' }
      } as const
      note(facts[what])
    },
    tick: (at: number): void => {
      const id = [...manual][at % Math.max(1, manual.size)]
      if (journal === null || id === undefined) return
      const before = journal
      const after = rotationAfter(before, { is: 'ticked', useId: id }, now)
      const use = after.uses.find(({ useId }) => useId === id)
      if (use?.state === before.uses.find(({ useId }) => useId === id)?.state) return
      // The person changes the place, and says so then.
      if (use?.state === 'ticked') places.set(id, before.successorId ?? 'none')
      if (use?.state === 'old') places.set(id, 'old')
      laws()
      save(after)
    },
    /** The old token is handed to one more place, before it is too late. */
    addPlace: (): void => {
      if (journal === null || !mayAbandon(journal) || journal.stage === 'prove-again' || places.size > 5)
        return
      const id = `place-${places.size}`
      places.set(id, 'old')
      ofOld.add(id)
    },
    paste: (): void => {
      if (journal?.stage !== 'await-paste') return
      const id = makeOne()
      vault.add(id)
      note({ is: 'created', successorId: id })
    },
    commitLate: (): void => {
      if (late === 0) return
      late -= 1
      // After the last look it is left to those who look for lost creates.
      if (journal?.stage !== 'erase-successor' && journal?.stage !== 'done') makeOne()
    },
    pass: (hours: number): void => {
      now += hours * hour
    },
    crash: (): void => {
      memory.clear()
    },
    end: () => ({
      alive: [...alive],
      vault: [...vault],
      places: [...places.values()],
      everMade: everMade.size
    })
  }
}

export type RotationModel = ReturnType<typeof createRotationModel>
