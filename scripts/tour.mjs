// npm run tour [-- --watch]: the main job on the practice organization, end to end, on a desktop of its own.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { build } from './build.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(import.meta.dirname, '..')
if (process.platform !== 'linux') {
  console.error('The tour needs Linux: it brings its own desktop, keyring and practice organization.')
  process.exit(1)
}
await setup({
  needs: [
    'modules',
    'desktop',
    'git-helper',
    ...(process.argv.includes('--watch') ? /** @type {const} */ (['watch']) : [])
  ],
  log: console.log
})
await build({ tools: true })
const { status } = spawnSync(
  process.execPath,
  [path.join(root, 'out/test-tools/tour/tour.js'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' }
)
process.exitCode = status ?? 1
