import { cleanup, configure } from '@testing-library/react'
import { afterEach, expect } from 'vitest'
import { forgetWorld, world } from './render-app.js'

// Fluent's motions wait for an animation that happy-dom starts and never ends.
Reflect.deleteProperty(Element.prototype, 'animate')

// happy-dom lays nothing out, and a list without a height draws no rows.
Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
  configurable: true,
  get(this: HTMLElement) {
    return this.getAttribute('role') === 'listbox' ? 600 : 0
  }
})

// Nothing here waits for time; a busy machine is given some all the same.
configure({ asyncUtilTimeout: 60_000 })

afterEach(() => {
  cleanup()
  const unexpected = world()?.unexpected ?? []
  forgetWorld()
  expect(unexpected, 'calls that the test did not set up').toEqual([])
})
