import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export interface SeenNotice {
  readonly title: string
  readonly body: string
}

/** Listens on a desktop's bus to what any program sends from now on to be shown as a notice. */
export async function listenToNotices(env: Readonly<Record<string, string>>): Promise<{
  seen(): readonly SeenNotice[]
  readonly child: ChildProcess
}> {
  const child = spawn('dbus-monitor', ["interface='org.freedesktop.Notifications',member='Notify'"], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'ignore']
  })
  let output = ''
  child.stdout.on('data', (data) => (output += String(data)))
  // It says something of itself once the bus lets it listen.
  await once(child.stdout, 'data')
  return {
    child,
    seen: () =>
      output
        .split(/^method call .*member=Notify$/m)
        .slice(1)
        .map((message) => {
          // Application, icon, title, body: the first four texts of the call (Desktop Notifications, «Notify»).
          const texts = [...message.matchAll(/^ {3}string "([\s\S]*?)"$/gm)].map((match) => match[1] ?? '')
          return { title: texts[2] ?? '', body: texts[3] ?? '' }
        })
        .filter(({ title }) => title !== '')
  }
}
