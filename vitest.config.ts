import react from '@vitejs/plugin-react'
import { configDefaults, defineConfig } from 'vitest/config'
import { onStandInOnly } from './test/e2e/on-electron.js'

const notOnElectron = process.env['TOKEN_TRAY_ON'] === 'electron' ? Object.entries(onStandInOnly) : []
for (const [name, why] of notOnElectron) console.log(`not run on Electron: ${name}.test.ts ${why}`)

/**
 * Four projects. `unit` needs nothing; `component` is the page in happy-dom; `integration` runs real programs
 * (keyring, git, D-Bus, Chromium) and `end-to-end` the built app; the last two expect the virtual desktop.
 * `TOKEN_TRAY_ON=electron` runs `end-to-end` on the Electron that is installed, but for the specs that cannot.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Generous everywhere: machines are noisy, and a slow one is no fault of the app.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Inlined so that its `import 'electron'` can be answered by a test.
          server: { deps: { inline: ['electron-store'] } },
          include: [
            'test/{shared,domain,services,adapters,app,scripts,electron-border}/**/*.test.ts',
            'test/*.test.ts'
          ]
        }
      },
      {
        plugins: [react()],
        test: {
          name: 'component',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          setupFiles: ['test/renderer/set-up.ts']
        }
      },
      {
        test: {
          name: 'integration',
          include: ['test/{integration,simulator,electron-stand-in}/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 60_000 } }
        }
      },
      {
        test: {
          name: 'end-to-end',
          include: ['test/e2e/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...notOnElectron.map(([name]) => `test/e2e/${name}.test.ts`)],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false
        }
      }
    ]
  }
})
