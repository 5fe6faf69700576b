import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/**
 * Four projects. `unit` needs nothing; `component` is the page in happy-dom; `integration` runs real programs
 * (keyring, git, D-Bus, Chromium) and `end-to-end` the built app; the last two expect the virtual desktop.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Generous everywhere: machines are noisy, and a slow one is no fault of the app.
          testTimeout: 30_000,
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
          testTimeout: 30_000,
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          setupFiles: ['test/renderer/set-up.ts']
        }
      },
      {
        test: {
          name: 'integration',
          include: ['test/{integration,simulator,electron-stand-in}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Real programs race on a loaded machine. Once more, and vitest's report says so; a fault fails twice.
          retry: 1
        }
      },
      {
        test: {
          name: 'end-to-end',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          retry: 1
        }
      }
    ]
  }
})
