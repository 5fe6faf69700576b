import type { RunningApp } from '../e2e/running-app.js'

/**
 * Moves the clock of the open page ahead by these milliseconds, beside the app's: libfaketime stops Chromium, so that
 * its page would tell another day than the app.
 */
export async function movePageClock(app: RunningApp, ahead: number): Promise<void> {
  const page = await app.window()
  await page.evaluate(async (milliseconds) => {
    const Real = Date
    class Moved extends Real {
      constructor(...given: [] | [string | number | Date]) {
        if (given.length === 0) super(Real.now() + milliseconds)
        else super(...given)
      }
      static override now = (): number => Real.now() + milliseconds
    }
    Object.assign(window, { Date: Moved })
    // So that the page looks at its clock, and has drawn what it tells.
    window.dispatchEvent(new Event('focus'))
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  }, ahead)
}
