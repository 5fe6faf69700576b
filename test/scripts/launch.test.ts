import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { handSignalsOn, launchEnvironment } from '../../scripts/launch.mjs'

describe('the environment of an app that is started from here', () => {
  const own = { PATH: '/bin', ELECTRON_DISABLE_SANDBOX: '1', STAND_IN_DEBUG: '1' }

  it('is one’s own, without what editors set and Electron would be a Node by', () => {
    expect(launchEnvironment({ ...own, ELECTRON_RUN_AS_NODE: '1' })).toEqual(own)
  })

  it('is that of the practice organization, with the person’s word on the sandbox', () => {
    const given = { PATH: '/practice', HTTPS_PROXY: 'http://127.0.0.1:1' }
    expect(launchEnvironment({ ...own, HOME: '/home/me', ELECTRON_RUN_AS_NODE: '1' }, given)).toEqual({
      ...given,
      ELECTRON_DISABLE_SANDBOX: '1',
      STAND_IN_DEBUG: '1'
    })
  })
})

describe('a signal that ends npm start', () => {
  it.each([
    ['SIGTERM', ['SIGTERM']],
    ['SIGINT', []],
    ['SIGHUP', []]
  ])('%s reaches the app once: the terminal’s own are there already', (signal, sent) => {
    const source = new EventEmitter()
    const received: string[] = []
    const wasAsked = handSignalsOn({ kill: (one) => received.push(one) }, source, 'linux')
    expect(wasAsked()).toBe(false)
    source.emit(signal)
    expect([wasAsked(), received]).toEqual([true, sent])
  })

  it('reaches it in any case on Windows, whose console tells a program with windows nothing', () => {
    const source = new EventEmitter()
    const received: string[] = []
    handSignalsOn({ kill: (one) => received.push(one) }, source, 'win32')
    source.emit('SIGINT')
    expect(received).toEqual(['SIGINT'])
  })
})
