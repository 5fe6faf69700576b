import { cleanup } from '@testing-library/react'
import { afterEach, expect } from 'vitest'
import { forgetWorld, world } from './render-app.js'

// Fluent's motions wait for an animation that happy-dom starts and never ends.
Reflect.deleteProperty(Element.prototype, 'animate')

afterEach(() => {
  cleanup()
  const unexpected = world()?.unexpected ?? []
  forgetWorld()
  expect(unexpected, 'calls that the test did not set up').toEqual([])
})
