import type Electron from 'electron'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { atEnd } from '../app/life-cycle.js'
import { notBuilt, strict } from '../not-built.js'
import { run } from '../program.js'
import { programEnvironment } from '../program-environment.js'

type Payload = string | Blob

const text = 'text/plain'

/** What one write puts on the clipboard, by MIME type. */
export class ClipboardItem implements Pick<Electron.ClipboardItem, 'types'> {
  readonly types: string[]
  private readonly payloads: Readonly<Record<string, Payload | Promise<Payload>>>

  constructor(items: ConstructorParameters<typeof Electron.ClipboardItem>[0]) {
    this.types = Object.keys(items)
    if (this.types.includes('electron application/bookmark')) throw notBuilt('a bookmark on the clipboard')
    // Without bookmarks the record holds texts and blobs only.
    this.payloads = items as Record<string, Payload | Promise<Payload>>
    return strict('ClipboardItem', this)
  }

  async getType(type: string): Promise<Blob> {
    const payload = await this.payloads[type]
    if (payload === undefined) throw new Error(`The type '${type}' was not found`)
    return typeof payload === 'string' ? new Blob([payload], { type }) : payload
  }
}

/** The xclip that owns the selection for us: while it runs, others can paste. */
let owner: ChildProcess | null = null
/** The types of what `owner` holds. xclip serves text only; the others are known to this process alone. */
let ownTypes: readonly string[] = []
let work: Promise<unknown> = Promise.resolve()

/** One after the other, in the order of the calls. */
function inOrder<T>(task: () => Promise<T>): Promise<T> {
  const done = work.then(task)
  work = done.catch(() => undefined)
  return done
}

/** Takes the selection; resolves when xclip has it. The text goes through its input, never its arguments. */
async function own(content: string, types: readonly string[]): Promise<void> {
  const child = spawn('xclip', ['-selection', 'clipboard', '-in', '-quiet'], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: programEnvironment()
  })
  await new Promise<void>((resolve, reject) => {
    // xclip says that it waits for requests once it has the selection.
    child.stderr.once('data', () => {
      resolve()
    })
    child.once('error', reject)
    child.once('exit', () => {
      if (owner === child) owner = null
      reject(new Error('stand-in: the clipboard could not be written'))
    })
    child.stdin.end(content)
  })
  release()
  owner = child
  ownTypes = types
  // It says so a moment before the X server knows.
  for (let tries = 0; tries < 20 && (await read()) !== content; tries += 1);
}

function release(): void {
  owner?.kill()
  owner = null
}

const read = async (): Promise<string> =>
  (await run('xclip', '-selection', 'clipboard', '-out', '-target', 'UTF8_STRING')) ?? ''

async function write(items: readonly ClipboardItem[]): Promise<void> {
  const types = items.flatMap((item) => item.types)
  const item = items.find((one) => one.types.includes(text))
  if (item === undefined) throw notBuilt('a clipboard without text')
  await own(await (await item.getType(text)).text(), types)
}

async function typesNow(): Promise<readonly string[]> {
  if (owner !== null) return ownTypes
  return (await read()) === '' ? [] : [text]
}

/** The X selection CLIPBOARD; it ends with this process, as the one of every program without a clipboard manager. */
export const clipboard = strict('clipboard', {
  readText: () => inOrder(read),
  writeText: (content: string) => inOrder(() => own(content, [text])),
  clear: () => {
    void inOrder(async () => {
      // Taken first, so that what another program holds goes too.
      await own('', [])
      release()
    }).catch(() => undefined)
  },
  write: (items: Electron.ClipboardItem[]) => inOrder(() => write(items as unknown as ClipboardItem[])),
  read: () =>
    inOrder(async () => {
      const content = await read()
      const item = new ClipboardItem(Object.fromEntries((await typesNow()).map((type) => [type, content])))
      return item.types.length === 0 ? [] : [item as unknown as Electron.ClipboardItem]
    }),
  has: (type: string) => inOrder(async () => (await typesNow()).includes(type))
} satisfies Pick<Electron.Clipboard, 'readText' | 'writeText' | 'clear' | 'write' | 'read' | 'has'>)

atEnd(async () => {
  await work
})
process.on('exit', release)
