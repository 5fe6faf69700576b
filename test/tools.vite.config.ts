import { existsSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vite'

/** Programs of test/ that run outside vitest, by the name of what is built. */
const programs = {
  'stand-in/register': 'electron-stand-in/register.ts',
  'stand-in/utility': 'electron-stand-in/utility.ts',
  'simulator/main': 'simulator/main.ts',
  'tour/tour': 'tour/tour.ts',
  'bench/bench': 'bench/bench.ts'
}

const entry = (file: string): string => path.join(import.meta.dirname, file)

/** Node programs in out/test-tools/. What is in node_modules stays outside. */
export default defineConfig({
  root: path.join(import.meta.dirname, '..'),
  build: {
    ssr: true,
    outDir: 'out/test-tools',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(
        Object.entries(programs)
          .map(([name, file]) => [name, entry(file)] as const)
          .filter(([, file]) => existsSync(file))
      ),
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
    }
  }
})
