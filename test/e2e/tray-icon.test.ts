import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TrayIcon } from '../../electron/domain/tray-model.js'
import { panelSize } from '../desktop/panel-layout.js'
import { projectRoot } from '../project-root.js'
import { callFrom } from './page-call.js'
import { startApp, type RunningApp } from './running-app.js'
import { until } from './until.js'
import { walkWizard } from './wizard-walk.js'

/* Every state of the icon, in a real panel: photographed, told from the others by shape, and seen on its ground. */
const day = 24 * 3600
const folder = path.join(projectRoot(), 'out', 'pictures')
/** Of 255: less than this is the panel itself. */
const ground = 40

let app: RunningApp
let page: Page
let ahead = 0

async function later(seconds: number): Promise<void> {
  ahead += seconds
  app.simulator.clock.advance(seconds * 1000)
  await app.clock.setOffset(ahead)
  await app.tray()
}

const tokenId = (name: string): string =>
  app.simulator.tokens('contoso').find(({ displayName }) => displayName === name)?.authorizationId ?? ''

/** Each from the one before, with what the tool tip says then. */
const states: readonly (readonly [TrayIcon, RegExp, () => Promise<unknown>])[] = [
  ['fine', /all tokens are fine/, async () => undefined],
  [
    'offline',
    /Azure DevOps cannot be reached/,
    async () => {
      app.simulator.setFault({ where: 'tokens', kind: 'reset' })
      // Asks one organization; a refresh would have to give up each of a dozen, after its three tries.
      const asItIs = {
        scopes: ['vso.code_write'],
        validTo: new Date(Date.now() + 30 * day * 1000).toISOString()
      }
      await callFrom(page, 'updateToken', { tokenId: tokenId('Icon'), name: 'Icon', ...asItIs }).catch(
        () => undefined
      )
    }
  ],
  [
    'attention',
    /“Revoked” is not revoked everywhere/,
    () => callFrom(page, 'revokeToken', { tokenId: tokenId('Revoked') })
  ],
  [
    'soon',
    /“Icon” ends in \d days/,
    async () => {
      app.simulator.setFault(null)
      await callFrom(page, 'revokeToken', { tokenId: tokenId('Revoked') })
      await callFrom(page, 'refreshTokens', null)
      await later(24 * day)
    }
  ],
  ['due', /“Icon” ends (today|tomorrow)/, () => later(5.5 * day)],
  ['expired', /“Icon” ended/, () => later(day)]
]

interface Picture {
  /** Whether each pixel is the icon's, not the panel's. */
  readonly shape: readonly boolean[]
  /** Of the icon's most common grey against the panel's (W3C, WCAG 2.2, «contrast ratio»). */
  readonly contrast: number
}

async function photograph(state: TrayIcon, colour: string): Promise<Picture> {
  const whole = path.join(app.directory, 'screen.png')
  await app.desktop.screenshot(whole)
  const { x, y } = app.desktop.trayIconCentre
  const half = panelSize / 2
  const cut = sharp(whole).extract({ left: x - half, top: y - half, width: panelSize, height: panelSize })
  const file = path.join(folder, `tray-${state}-${colour}.png`)
  await cut.clone().resize(256, 256, { kernel: 'nearest' }).png().toFile(file)
  const pixels = await cut.removeAlpha().raw().toBuffer()
  const at = (index: number): number[] => [...pixels.subarray(3 * index, 3 * index + 3)]
  const panel = at(0)
  const all = Array.from({ length: panelSize ** 2 }, (_, index) => at(index))
  const shape = all.map(
    (one) => Math.max(...one.map((part, band) => Math.abs(part - (panel[band] ?? 0)))) > ground
  )
  const contrasts = all.flatMap((one, index) => (shape[index] === true ? [contrast(one, panel)] : []))
  return {
    shape,
    contrast: contrasts.sort((one, other) => one - other)[Math.floor(contrasts.length / 2)] ?? 0
  }
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const light = (colour: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = colour.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [dark = 0, bright = 0] = [light(one), light(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}

describe.each(['light', 'dark'] as const)('in a %s panel', (colour) => {
  const taken = new Map<TrayIcon, Picture>()
  beforeAll(async () => {
    await mkdir(folder, { recursive: true })
    ahead = 0
    app = await startApp({ az: 'signed-in', desktop: { panel: colour } })
    page = await app.window()
    for (const name of ['Icon', 'Revoked']) {
      await page.getByRole('button', { name: 'New token', exact: true }).first().click()
      const wizard = walkWizard(app, page)
      await wizard.where('contoso')
      await wizard.byAzureCli()
      await wizard.what('Push code')
      await wizard.life(30, name)
      await wizard.create()
      await wizard.ready()
    }
  })
  afterAll(() => app.close())

  it.each(states)('%s is seen, and is no other by its shape alone', async (state, toolTip, go) => {
    await go()
    await until(`the tool tip of ${state}`, async () => toolTip.test((await app.tray())?.toolTip ?? ''))
    // The panel draws when it likes.
    const picture = await until(
      `a picture of ${state} like no other`,
      async () => {
        const now = await photograph(state, colour)
        const others = [...taken.values()].map(({ shape }) => differences(shape, now.shape))
        return now.contrast >= 2 && others.every((count) => count >= 12) ? now : null
      },
      undefined,
      200
    )
    taken.set(state, picture)
    expect(picture.contrast).toBeGreaterThanOrEqual(3)
  })
})

const differences = (one: readonly boolean[], other: readonly boolean[]): number =>
  one.filter((pixel, index) => pixel !== other[index]).length
