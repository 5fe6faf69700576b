import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { launchCommand } from '../../scripts/launch.mjs'
import { installedElectron } from '../../scripts/setup/electron-binary.mjs'
import { openChromiumDoor, portOfProfile, type ChromiumDoor } from './chromium-page.js'

/** How the built app is started for a test, and how its window is joined. */
export interface AppUnderTest {
  readonly program: string
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly window: ChromiumDoor
  windowIsOpen(): Promise<boolean>
}

const ourPage = /token-tray/

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/**
 * The one switch of the end-to-end specs: `TOKEN_TRAY_ON=electron` runs them on the Electron that is installed,
 * anything else on the stand-in. No clock can be driven there; on-electron.ts names the specs that need one.
 */
export async function appUnderTest(options: {
  readonly root: string
  readonly directory: string
  readonly switches: readonly string[]
  readonly clock: Readonly<Record<string, string>>
}): Promise<AppUnderTest> {
  const { root, directory, switches, clock } = options
  if (process.env['TOKEN_TRAY_ON'] !== 'electron') {
    const profile = path.join(directory, 'window')
    const window = openChromiumDoor(portOfProfile(profile))
    return {
      ...launchCommand(root, { kind: 'stand-in', reason: 'tests' }, switches),
      environment: { ...clock, STAND_IN_DEBUG: '1', STAND_IN_PROFILE: profile },
      window,
      windowIsOpen: () => window.isOpen()
    }
  }
  const found = installedElectron(path.join(root, 'node_modules', 'electron'))
  if (found === null) throw new Error('Electron is not installed here: npm run setup')
  const port = String(await freePort())
  const window = openChromiumDoor(() => Promise.resolve(port))
  return {
    ...launchCommand(root, { kind: 'real', path: found }, [...switches, `--remote-debugging-port=${port}`]),
    environment: {},
    window,
    windowIsOpen: () => window.hasPage(ourPage)
  }
}
