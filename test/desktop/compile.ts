import { basename, join } from 'node:path'
import { build } from 'vite'

/**
 * Compiles one entry of ours into a file that plain Node can run (Node 20 reads no TypeScript) and gives its
 * path. Packages stay imports, so `directory` must be below the project.
 */
export async function compile(entry: string, directory: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: entry,
      outDir: directory,
      emptyOutDir: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false } }
    }
  })
  return join(directory, `${basename(entry, '.ts')}.mjs`)
}
