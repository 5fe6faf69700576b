import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { moduleSource } from './electron-stand-in/resolution.js'

/** Programs of test/ that run outside vitest, by the name of what is built. */
const programs = {
  'stand-in/register': 'electron-stand-in/register.ts',
  'stand-in/utility': 'electron-stand-in/utility.ts',
  'simulator/main': 'simulator/main.ts',
  'tour/tour': 'tour/tour.ts',
  'integration/killed-rotation': 'integration/killed/child.ts',
  'bench/bench': 'bench/bench.ts'
}

const entry = (file: string): string => path.join(import.meta.dirname, file)

/** `electron` as the app in out/ finds it when Node runs it. Real Electron has its own and never looks here. */
const electronBesideTheApp: Plugin = {
  name: 'electron-beside-the-app',
  writeBundle: () => {
    const folder = entry('../out/node_modules/electron')
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'index.js'), moduleSource)
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({
        type: 'module',
        exports: { '.': './index.js', './main': './index.js', './common': './index.js' }
      })
    )
  }
}

/** dbus-next reads and writes descriptions of interfaces with it: seldom, and never while a tray waits. */
const lateXml: Plugin = {
  name: 'late-xml',
  enforce: 'pre',
  resolveId: (id) => (id === 'xml2js' ? '\0late-xml' : null),
  load: (id) =>
    id === '\0late-xml'
      ? `import { createRequire } from 'node:module'
         const library = () => createRequire(import.meta.url)('xml2js')
         export class Builder {
           constructor(options) { this.options = options }
           buildObject(object) { return new (library().Builder)(this.options).buildObject(object) }
         }
         export class Parser {
           parseString(...given) { return new (library().Parser)().parseString(...given) }
         }`
      : null
}

/** Node programs in out/test-tools/. What is in node_modules stays outside, but for what each start would search. */
export default defineConfig({
  root: path.join(import.meta.dirname, '..'),
  plugins: [electronBesideTheApp, lateXml],
  ssr: { noExternal: ['@particle/dbus-next', '@nornagon/put'] },
  build: {
    ssr: true,
    outDir: 'out/test-tools',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      // Asked for by dbus-next in corners that are not used.
      external: ['usocket', 'x11'],
      input: Object.fromEntries(
        Object.entries(programs)
          .map(([name, file]) => [name, entry(file)] as const)
          .filter(([, file]) => existsSync(file))
      ),
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
    }
  }
})
