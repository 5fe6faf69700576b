// A small app that does what its test tells it: functions as text, run here with Electron and a state to keep.
import * as electron from 'electron'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const { app, protocol } = electron
const folder = import.meta.dirname
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' }
const state = { electron, require: createRequire(import.meta.url), folder, events: [] }

/** Notes each of these events of an emitter, with what `note` makes of its arguments. */
state.record = (emitter, names, note = () => '') => {
  for (const name of names) emitter.on(name, (...args) => state.events.push(`${name}${note(...args)}`))
}
/** Preferences of a window in a session of its own, whose pages `serve` answers. */
state.secureWith = (partition, serve) => {
  const session = electron.session.fromPartition(partition)
  session.protocol.handle('app', serve)
  return { ...state.secure, session }
}
state.secure = {
  preload: path.join(folder, 'preload.cjs'),
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false
}
state.serve = (request) => {
  const file = path.join(folder, 'page', new URL(request.url).pathname)
  if (!existsSync(file)) return new globalThis.Response(null, { status: 404 })
  const headers = {
    'content-type': types[path.extname(file)],
    'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
  }
  return new globalThis.Response(readFileSync(file), { headers })
}
state.openWindow = async (options = {}) => {
  state.preferences ??= state.secureWith('sample', state.serve)
  const window = new electron.BrowserWindow({ webPreferences: state.preferences, ...options })
  state.window = window
  await window.loadURL('app://sample/index.html')
  return window
}

process.on('message', async ({ id, source, argument }) => {
  try {
    // The source comes from the test that started this program.
    const run = new Function(`return (${source})`)()
    process.send({ id, value: await run(electron, state, argument) })
  } catch (error) {
    process.send({ id, error: `${error.name}: ${error.message}` })
  }
})

if (process.env.SAMPLE_EARLY)
  await new Function('electron', 'state', `return (${process.env.SAMPLE_EARLY})(electron, state)`)(
    electron,
    state
  )
mkdirSync(app.getPath('userData'), { recursive: true })
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }
])
app.on('window-all-closed', () => state.events.push('window-all-closed'))
await new Promise((resolve) => setTimeout(resolve, 20))
state.readyAtEndOfMain = app.isReady()
process.send?.('started')
