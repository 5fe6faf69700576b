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

/** What libraries load for options that we do not use: it would be half of what each start reads and compiles. */
const unused: readonly (readonly [library: RegExp, names: readonly string[]])[] = [
  [/[\\/]conf[\\/]/, ['ajv/dist/2020.js', 'ajv-formats', 'semver']],
  // It hears the signals that end a program, in Electron's place, and ends it at once (docs/electron-border.md B1).
  [/[\\/]atomically[\\/]/, ['when-exit']],
  // For descriptions of interfaces: we have none, and a browser of the bus is told so.
  [/[\\/]dbus-next[\\/]/, ['xml2js']]
]
const withoutUnused: Plugin = {
  name: 'without-unused',
  enforce: 'pre',
  // For these libraries alone: the sign-in's uses semver, too.
  resolveId: (id, importer = '') =>
    unused.some(([library, names]) => library.test(importer) && names.includes(id)) ? '\0unused' : null,
  load: (id) =>
    id === '\0unused'
      ? "function Unused() {}\nUnused.prototype.buildObject = () => '<node/>'\n" +
        'export { Unused as default, Unused as Ajv2020, Unused as Builder, Unused as Parser }'
      : null
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
