import { describe, expect, it } from 'vitest'
import { createOneAtATime, createQueue } from '../../electron/domain/one-at-a-time.js'

const tick = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

describe('one at a time', () => {
  it('runs tasks of one key in the order asked, also after one that failed', async () => {
    const oneAtATime = createOneAtATime()
    const seen: string[] = []
    let open: () => void = () => undefined
    const first = oneAtATime('a', async () => {
      seen.push('first starts')
      await new Promise<void>((resolve) => (open = resolve))
      seen.push('first ends')
      throw new Error('no')
    })
    const second = oneAtATime('a', async () => {
      seen.push('second')
      return 2
    })
    await tick()
    expect(seen).toEqual(['first starts'])
    open()
    await expect(first).rejects.toThrow('no')
    expect(await second).toBe(2)
    expect(seen).toEqual(['first starts', 'first ends', 'second'])
  })

  it('lets one wait that comes when the first has ended and the second has not', async () => {
    const oneAtATime = createOneAtATime()
    const seen: string[] = []
    let open: () => void = () => undefined
    await oneAtATime('a', async () => undefined)
    const first = oneAtATime('a', async () => undefined)
    const second = oneAtATime('a', async () => {
      await new Promise<void>((resolve) => (open = resolve))
      seen.push('second ends')
    })
    await first
    await tick()
    const third = oneAtATime('a', async () => void seen.push('third'))
    await tick()
    expect(seen).toEqual([])
    open()
    await Promise.all([second, third])
    expect(seen).toEqual(['second ends', 'third'])
  })

  it('does not let keys wait for each other', async () => {
    const oneAtATime = createOneAtATime()
    void oneAtATime('a', () => new Promise(() => undefined))
    expect(await oneAtATime('b', async () => 'done')).toBe('done')
  })
})

describe('a queue', () => {
  it('runs its tasks one after another', async () => {
    const queue = createQueue()
    const seen: string[] = []
    const first = queue(async () => {
      await tick()
      seen.push('first')
    })
    const second = queue(async () => {
      seen.push('second')
      return 2
    })
    await first
    expect(await second).toBe(2)
    expect(seen).toEqual(['first', 'second'])
  })
})
