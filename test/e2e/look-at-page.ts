import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { runProgram } from './programs.js'
import type { RunningApp } from './running-app.js'
import { until } from './until.js'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Gives the app's window this size, without its frame, and waits until the page has it. */
export async function resize(app: RunningApp, page: Page, { width, height }: Size): Promise<void> {
  await until(`a page of ${width} by ${height}`, async () => {
    await runProgram('wmctrl', ['-r', 'Token Tray', '-e', `0,-1,-1,${width},${height}`], app.env)
    const now = await page.evaluate(() => [window.innerWidth, window.innerHeight])
    return now[0] === width && now[1] === height
  })
}

/** Waits for what moves and comes to an end; a sign of waiting goes on. */
export async function isStill(page: Page): Promise<void> {
  await until('a page that stands still', () =>
    page.evaluate(() =>
      document
        .getAnimations()
        .every(
          (one) => one.playState !== 'running' || one.effect?.getComputedTiming().iterations === Infinity
        )
    )
  )
}

/** What would have to be scrolled to be seen: the page in its width; the wizard's boxes, but for the one of scopes. */
export function scrollsIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll('html, body, form, form *')].filter(
      (box) => box.getAttribute('role') !== 'group' || box.getAttribute('aria-label') !== 'Scopes'
    )
    const tooLarge = (box: Element): boolean => {
      const { overflowX, overflowY } = getComputedStyle(box)
      const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll'
      return (
        (scrolls(overflowY) && box.scrollHeight > box.clientHeight) ||
        (scrolls(overflowX) && box.scrollWidth > box.clientWidth)
      )
    }
    const { scrollWidth, scrollHeight } = document.documentElement
    return [
      ...(scrollWidth > window.innerWidth ? [`the page is ${scrollWidth} wide`] : []),
      ...(scrollHeight > window.innerHeight ? [`the page is ${scrollHeight} high`] : []),
      ...boxes
        .filter(tooLarge)
        .map((box) => `${box.tagName} ${box.className}: ${box.scrollHeight} in ${box.clientHeight}`)
    ]
  })
}

interface AxeRun {
  run(
    context: { exclude: string[] },
    options: { resultTypes: string[] }
  ): Promise<{
    readonly violations: readonly {
      readonly id: string
      readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
    }[]
  }>
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What axe-core finds wrong, colours included. Its source comes by DevTools, since the page's policy forbids scripts. */
export async function violationsIn(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(axeFile, 'utf8'))
  return page.evaluate(async () => {
    const { axe } = window as unknown as { readonly axe: AxeRun }
    // Fluent's own marks for the order of focus, which nobody sees or hears.
    const { violations } = await axe.run(
      { exclude: ['[data-tabster-dummy]'] },
      { resultTypes: ['violations'] }
    )
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`).join(' | ')}`
    )
  })
}
