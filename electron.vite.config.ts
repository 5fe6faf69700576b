import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

const root = import.meta.dirname

/*
 * Everything is bundled but Electron and keytar, whose native binding must lie beside its loader
 * (docs/decisions/002-what-ships-is-bundled.md).
 */
const external = [
  'electron',
  'keytar',
  // Asked for by dbus-next in corners that are not used: file descriptors, and a bus named by the X server.
  'usocket',
  'x11'
]

/** Half of main's bundle, read and compiled at each start, would be libraries of options that no store uses. */
const unusedByConf = ['ajv/dist/2020.js', 'ajv-formats', 'semver']
const withoutUnused: Plugin = {
  name: 'without-unused',
  enforce: 'pre',
  // For conf alone: the sign-in's library uses semver, too.
  resolveId: (id, importer = '') =>
    unusedByConf.includes(id) && /[\\/]conf[\\/]/.test(importer) ? '\0unused' : null,
  load: (id) =>
    id === '\0unused' ? 'const unused = {}\nexport { unused as default, unused as Ajv2020 }' : null
}

export default defineConfig({
  main: {
    plugins: [withoutUnused],
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      sourcemap: false,
      rolldownOptions: {
        external,
        input: {
          main: resolve(root, 'electron/main.ts'),
          'vault-worker': resolve(root, 'electron/adapters/vault/vault-worker.ts')
        },
        // Names are kept: the stack of a bug in the log is to be read.
        output: { format: 'es', minify: { compress: true, mangle: false, codegen: true } }
      }
    }
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload is one CommonJS file that may require `electron` alone.
      externalizeDeps: false,
      sourcemap: false,
      rolldownOptions: {
        external: ['electron'],
        input: { preload: resolve(root, 'electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: 'preload.cjs' }
      }
    }
  },
  renderer: {
    root: resolve(root, 'renderer'),
    base: '/',
    plugins: [react()],
    html: { cspNonce: '__CSP_NONCE__' },
    build: {
      outDir: resolve(root, 'out/renderer'),
      minify: true,
      // Strict CSP: nothing is inlined as data:.
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve(root, 'renderer/index.html') }
    }
  }
})
