// npm run bench: how fast the app on the stand-in is, and how large, beside the least program that does the same.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { build } from './build.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(import.meta.dirname, '..')
if (process.platform !== 'linux') {
  console.error('The bench needs Linux: it measures on a desktop of its own.')
  process.exit(1)
}
await setup({ needs: ['modules', 'desktop'], log: console.log })
await build({ tools: true })
const { status } = spawnSync(
  process.execPath,
  [path.join(root, 'out/test-tools/bench/bench.js'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit'
  }
)
process.exitCode = status ?? 1
