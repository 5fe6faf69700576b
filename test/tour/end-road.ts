import type { Tour } from './tour.js'

/** Closing the window leaves the app in the tray; Quit ends it. */
export async function endRoad({ app, step }: Tour): Promise<void> {
  await step('Closing the window leaves the app in the tray', async () => {
    await app.closeWindow()
    const item = await app.tray()
    if (item === null) throw new Error('the tray item is gone')
    return `no window; ${item.name} is still there`
  })

  await step('Quit from the tray', async () => {
    await app.chooseFromTray('Quit')
    const code = await app.ended
    if (code !== 0) throw new Error(`the app ended with ${code ?? 'a signal'}`)
    return 'the app ended with exit code 0'
  })
}
