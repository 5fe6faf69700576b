/*
 * npm run package: the installers for this system, in dist/. Where Electron cannot be had the app is packed round a
 * placeholder, which shows what would ship; it is marked NOT RUNNABLE and the exit code is 3.
 */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setup } from './setup.mjs'
import { build } from './build.mjs'

const root = path.resolve(import.meta.dirname, '..')

/** A folder that electron-builder takes for an unpacked Electron on Linux. */
function makePlaceholder() {
  const folder = path.join(root, 'out', 'electron-placeholder')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(path.join(folder, 'locales'), { recursive: true })
  mkdirSync(path.join(folder, 'resources'))
  writeFileSync(path.join(folder, 'locales', 'en-US.pak'), '')
  writeFileSync(
    path.join(folder, 'electron'),
    '#!/bin/sh\necho "NOT RUNNABLE: packed without Electron" >&2\nexit 1\n'
  )
  chmodSync(path.join(folder, 'electron'), 0o755)
  return folder
}

const { electron } = await setup({ needs: ['modules', 'electron-to-pack'], log: console.log })
const runnable = electron.kind === 'real'

if (!runnable && process.platform !== 'linux') {
  console.error('NOT RUNNABLE: Electron cannot be had here, and nothing was packed.')
  process.exit(3)
}
if (!runnable) console.log('NOT RUNNABLE: Electron cannot be had here; packing round a placeholder.')
await build({ tools: false })

const { build: pack } = await import('electron-builder')
const { parse } = await import('yaml')
const { checkFuses, packedExecutables } = await import('./check-fuses.mjs')

if (runnable) {
  const files = await pack({ projectDir: root, publish: 'never' })
  console.log(files.map((file) => path.relative(root, file)).join('\n'))
  const { electronFuses, productName, directories } = parse(
    readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')
  )
  const output = path.join(root, directories?.output ?? 'dist')
  const executables = packedExecutables(output, { productName, name: 'token-tray' })
  if (executables.length === 0) throw new Error('No packed app was found to read its fuses.')
  for (const executable of executables) {
    const count = await checkFuses(executable, electronFuses)
    console.log(`${path.relative(root, executable)}: ${count} fuses read back, all as configured`)
  }
} else {
  const output = path.join('dist', 'not-runnable')
  rmSync(path.join(root, output), { recursive: true, force: true })
  await pack({
    projectDir: root,
    linux: ['dir'],
    publish: 'never',
    // Laid over electron-builder.yml. A placeholder has no fuses to set.
    config: { directories: { output }, electronDist: makePlaceholder(), electronFuses: null }
  })
  const folder = path.join(output, 'linux-unpacked')
  writeFileSync(
    path.join(root, folder, 'NOT-RUNNABLE.txt'),
    'Packed without Electron, to see what would ship. This does not run and must not be given to anyone.\n'
  )
  console.log(`NOT RUNNABLE: ${folder} holds what would ship, round a placeholder for Electron.`)
  process.exit(3)
}
