import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { readFile, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'

/** How a secret may look where it lies: as it is, and in every encoding that it passes through on its way. */
export function formsOf(secret: string): readonly Buffer[] {
  // base64 depends on what stands before: of each of the three ways it can fall, the part that is always there.
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.from('\0'.repeat(before) + secret).toString('base64')
    return text.slice(before === 0 ? 0 : before + 1, Math.floor((before + secret.length) / 3) * 4)
  })
  const texts = [
    secret,
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    encodeURIComponent(secret),
    [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).toUpperCase()}`).join(''),
    Buffer.from(secret).toString('hex')
  ]
  return [...new Set(texts)].map((text) => Buffer.from(text)).concat(Buffer.from(secret, 'utf16le'))
}

/** True where one of the secret's forms is in the data. */
export const holds = (data: Buffer | string, secret: string): boolean => {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data
  return formsOf(secret).some((form) => bytes.includes(form))
}

/** The files below a folder; what goes meanwhile is left out, as Chromium's temporary files do. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const below = entries.map(async (entry) => {
    const full = path.join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(full) : entry.isFile() ? [full] : []
  })
  return (await Promise.all(below)).flat()
}

/** The files below a folder, relative to it, in which one of the secrets is found; how many of those meant were read. */
export async function searchFiles(
  folder: string,
  secrets: readonly string[],
  isMeant: (file: string) => Promise<boolean> = () => Promise.resolve(true)
): Promise<{ readonly found: readonly string[]; readonly read: number }> {
  const found: string[] = []
  let read = 0
  for (const file of await filesBelow(folder)) {
    if (!(await isMeant(file))) continue
    const data = await readFile(file).catch(() => null)
    if (data === null) continue
    read += 1
    if (secrets.some((secret) => holds(data, secret))) found.push(path.relative(folder, file))
  }
  return { found, read }
}

/** The system's places for what is of no lasting use, and for what processes share. */
export const sharedFolders = ['/tmp', '/var/tmp', '/dev/shm'] as const

/** Full paths of what holds one of the secrets and was written there since, but for what is below the run's own folders. */
export async function searchShared(
  since: number,
  but: readonly string[],
  secrets: readonly string[]
): Promise<readonly string[]> {
  const found: string[] = []
  for (const folder of sharedFolders) {
    const isNew = async (file: string): Promise<boolean> => {
      if (but.some((own) => file.startsWith(own))) return false
      // What another program of the computer has there cannot always be looked at.
      const { mtimeMs, size } = await stat(file).catch(() => ({ mtimeMs: 0, size: 0 }))
      return mtimeMs >= since && size < 500_000_000
    }
    const { found: here } = await searchFiles(folder, secrets, isNew)
    found.push(...here.map((file) => path.join(folder, file)))
  }
  return found
}

/** Every program that a process and its descendants execute, with what each was given: none is too short for it. */
export interface ExecutionTrace {
  /** The line that runs a program under the trace; the program keeps the id of the process that is started. */
  line(program: string, args: readonly string[]): readonly [program: string, args: readonly string[]]
  /** Each execution so far: its program, arguments and environment, in one line. */
  seen(): readonly string[]
}

/** Traces into files below `folder`; needs strace. */
export function traceExecutions(folder: string): ExecutionTrace {
  let runs = 0
  const calls = 'trace=execve,execveat'
  return {
    line: (program, args) => {
      runs += 1
      const file = path.join(folder, `executions-${runs}`)
      const how = [
        '-D',
        '-f',
        '--seccomp-bpf',
        '-qq',
        '-v',
        '-s',
        '1000000',
        '-e',
        calls,
        '-e',
        'signal=none'
      ]
      return ['strace', [...how, '-o', file, program, ...args]]
    },
    seen: () =>
      Array.from({ length: runs }, (_, run) => path.join(folder, `executions-${run + 1}`))
        .filter((file) => existsSync(file))
        .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
        .filter((text) => text.includes('exec'))
  }
}

/** What every process on a run's desktop was given: those that the app did not start are seen while they go on. */
export interface ProcessWatch {
  /** Each distinct command line with its environment. */
  seen(): readonly string[]
  stop(): void
}

/** Watches the processes that have the run's folder in their command line or environment. */
export function watchProcesses(directory: string): ProcessWatch {
  const seen = new Set<string>()
  const look = (): void => {
    for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (Number(id) === process.pid) continue
      try {
        const text = `${readFileSync(`/proc/${id}/cmdline`, 'utf8')}\n${readFileSync(`/proc/${id}/environ`, 'utf8')}`
        if (text.includes(directory)) seen.add(text)
      } catch {
        // It ended meanwhile.
      }
    }
  }
  const timer = setInterval(look, 15)
  return {
    seen: () => {
      look()
      return [...seen]
    },
    stop: () => {
      clearInterval(timer)
    }
  }
}

/** Every text in the page's memory, of the page's own world and of the preload's. */
export async function memoryOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return chunks.join('')
}

/** What a screen reader is given of the page. */
export async function accessibilityOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  return JSON.stringify(nodes)
}
