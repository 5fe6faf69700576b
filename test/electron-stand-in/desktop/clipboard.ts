import type Electron from 'electron'
import type { ChildProcess } from 'node:child_process'
import { atEnd } from '../app/life-cycle.js'
import { notBuilt, strict } from '../not-built.js'
import { run, start } from '../program.js'

/** What one write puts on the clipboard, by MIME type. xclip serves text only, so the rest goes nowhere. */
export class ClipboardItem {
  readonly text: string

  constructor({ 'text/plain': text }: ConstructorParameters<typeof Electron.ClipboardItem>[0]) {
    if (typeof text !== 'string') throw notBuilt('a clipboard without text')
    this.text = text
    return strict('ClipboardItem', this)
  }
}

/** The xclip that owns the selection for us: while it runs, others can paste. */
let owner: ChildProcess | null = null
let work: Promise<unknown> = Promise.resolve()

/** One after the other, in the order of the calls. */
function inOrder<T>(task: () => Promise<T>): Promise<T> {
  const done = work.then(task)
  work = done.catch(() => undefined)
  return done
}

/** Takes the selection; resolves when xclip has it. The text goes through its input, never its arguments. */
async function own(content: string): Promise<void> {
  const child = start('xclip', ['-selection', 'clipboard', '-in', '-quiet'], {
    stdio: ['pipe', 'ignore', 'pipe']
  })
  await new Promise<void>((resolve, reject) => {
    // xclip says that it waits for requests once it has the selection.
    child.stderr?.once('data', () => resolve())
    for (const end of ['error', 'exit'])
      child.once(end, () => reject(new Error('stand-in: the clipboard could not be written')))
    child.stdin?.end(content)
  })
  release()
  owner = child
  // It says so before the X server knows, and ends where another program takes the selection meanwhile.
  while (child.exitCode === null && child.signalCode === null && (await read()) !== content);
}

function release(): void {
  owner?.kill()
  owner = null
}

const read = async (): Promise<string> =>
  (await run('xclip', '-selection', 'clipboard', '-out', '-target', 'UTF8_STRING')) ?? ''

/** The X selection CLIPBOARD; it ends with this process, as the one of every program without a clipboard manager. */
export const clipboard = strict('clipboard', {
  readText: () => inOrder(read),
  writeText: (content: string) => inOrder(() => own(content)),
  clear: () => {
    // Taken first, so that what another program holds goes too.
    inOrder(() => own('').then(release)).catch(() => undefined)
  },
  write: ([item, ...others]: Electron.ClipboardItem[]) => {
    if (!(item instanceof ClipboardItem) || others.length > 0) throw notBuilt('this write to the clipboard')
    return inOrder(() => own(item.text))
  }
})

atEnd(() => work)
process.on('exit', release)
