import { readFileSync, readdirSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
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

/** The files below a folder, relative to it, in which one of the secrets is found; and how many were read. */
export async function searchFiles(
  folder: string,
  secrets: readonly string[]
): Promise<{ readonly found: readonly string[]; readonly read: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  const found: string[] = []
  let read = 0
  for (const file of files) {
    // Chromium's temporary files come and go.
    const data = await readFile(file).catch(() => null)
    if (data === null) continue
    read += 1
    if (secrets.some((secret) => holds(data, secret))) found.push(path.relative(folder, file))
  }
  return { found, read }
}

/** What every process of a run was given, seen again and again while it goes on. */
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
