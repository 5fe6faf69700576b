import { describe, expect, it } from 'vitest'
import { isVisibleOn, nearTray } from '../../electron/app/window-place.js'

const size = { width: 880, height: 640 }

describe('a window near the tray', () => {
  it.each([
    ['a taskbar below', { x: 1700, y: 1050, width: 24, height: 24 }, [0, 0, 1920, 1040], [1040, 400]],
    ['a menu bar above', { x: 1200, y: 4, width: 24, height: 16 }, [0, 24, 1920, 1056], [772, 24]],
    ['a taskbar at the left', { x: 12, y: 1000, width: 24, height: 24 }, [48, 0, 1872, 1080], [48, 440]],
    ['a taskbar at the right', { x: 1884, y: 1000, width: 24, height: 24 }, [0, 0, 1872, 1080], [992, 440]],
    [
      'a display left of the first',
      { x: -900, y: 1050, width: 24, height: 24 },
      [-1920, 0, 1920, 1040],
      [-1328, 400]
    ],
    ['an odd width', { x: 900, y: 1050, width: 25, height: 25 }, [0, 0, 1920, 1040], [473, 400]]
  ] as const)('lies at the edge of its display: %s', (_case, icon, [x, y, width, height], [left, top]) => {
    expect(nearTray(icon, { x, y, width, height }, size)).toEqual({ x: left, y: top, ...size })
  })

  it('is no larger than the display', () => {
    const area = { x: 0, y: 0, width: 800, height: 560 }
    expect(nearTray({ x: 700, y: 570, width: 24, height: 24 }, area, size)).toEqual(area)
  })
})

describe('a remembered window', () => {
  const displays = [
    { x: 0, y: 0, width: 1920, height: 1040 },
    { x: 1920, y: 200, width: 1280, height: 800 }
  ]
  const at = (x: number, y: number) => isVisibleOn(displays, { x, y, ...size })

  it('is found again where enough of it is on a display', () => {
    expect(at(100, 100)).toBe(true)
    expect(at(2500, 300)).toBe(true)
    // 100 pixels are left at the left edge, at the right and at the lower one.
    expect(at(-780, 0)).toBe(true)
    expect(at(3100, 900)).toBe(true)
  })

  it('is not looked for where its display went, or its title bar is out of reach', () => {
    expect(at(-781, 0)).toBe(false)
    expect(at(3101, 900)).toBe(false)
    expect(at(3100, 901)).toBe(false)
    expect(at(100, -1)).toBe(false)
    expect(at(5000, 5000)).toBe(false)
    expect(isVisibleOn([], { x: 0, y: 0, ...size })).toBe(false)
  })
})
