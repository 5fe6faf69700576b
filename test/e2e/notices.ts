import { spawn, type ChildProcess } from 'node:child_process'

export interface SeenNotice {
  readonly title: string
  readonly body: string
}

/** Listens on a desktop's bus to what any program sends to be shown as a notice. */
export function listenToNotices(env: Readonly<Record<string, string>>): {
  seen(): readonly SeenNotice[]
  readonly child: ChildProcess
} {
  const child = spawn('dbus-monitor', ["interface='org.freedesktop.Notifications',member='Notify'"], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'ignore']
  })
  let output = ''
  child.stdout.on('data', (data) => (output += String(data)))
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
