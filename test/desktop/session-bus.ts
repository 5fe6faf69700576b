import { sessionBus } from '@particle/dbus-next'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startOwned, toldLine, type OwnedProcess } from './owned-process.js'

export type BusConnection = ReturnType<typeof sessionBus>

export interface SessionBus {
  readonly address: string
  readonly connection: BusConnection
  /** Resolves when somebody owns the name, or, with `owned` false, when nobody does. */
  waitForName(name: string, owned?: boolean): Promise<void>
  end(): Promise<void>
}

/*
 * Only these may be started by a message. Above all not the keyring: a desktop without one must stay without,
 * and one that was killed must stay away until a test starts it again.
 */
const services = ['org.xfce.Xfconf.service', 'org.gnome.keyring.SystemPrompter.service']

/** Starts a session bus of its own in `directory` and connects to it. */
export async function startSessionBus(
  directory: string,
  env: Readonly<Record<string, string>>
): Promise<SessionBus> {
  const serviceDirectory = join(directory, 'services')
  mkdirSync(serviceDirectory, { recursive: true })
  for (const service of services) {
    const link = join(serviceDirectory, service)
    if (!existsSync(link)) symlinkSync(join('/usr/share/dbus-1/services', service), link)
  }
  const configuration = join(directory, 'bus.conf')
  writeFileSync(configuration, busConfiguration(join(directory, 'run', 'bus'), serviceDirectory))
  const daemon: OwnedProcess = startOwned({
    program: 'dbus-daemon',
    args: ['--nofork', '--nopidfile', `--config-file=${configuration}`, '--print-address=3'],
    env,
    logs: directory,
    name: 'bus',
    tells: true
  })
  const address = await toldLine(daemon, 'dbus-daemon')
  const connection = sessionBus({ busAddress: address })
  // The connection breaks when the bus ends; nobody waits for anything then.
  connection.on('error', () => undefined)
  const names = (
    await connection.getProxyObject('org.freedesktop.DBus', '/org/freedesktop/DBus')
  ).getInterface('org.freedesktop.DBus')

  return {
    address,
    connection,
    async waitForName(name, owned = true) {
      let stop = (): void => undefined
      const changed = new Promise<void>((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`${name} never ${owned ? 'came up' : 'left'}`)),
          60_000
        )
        const listen = (changedName: string, _before: string, owner: string): void => {
          if (changedName === name && (owner !== '') === owned) resolve()
        }
        names.on('NameOwnerChanged', listen)
        stop = () => {
          clearTimeout(late)
          names.off('NameOwnerChanged', listen)
        }
      })
      // Named by the bus's own introspection, hence not known to the type.
      const already: unknown = await names['NameHasOwner']?.(name)
      if (already !== owned) await changed.finally(stop)
      else stop()
    },
    async end() {
      connection.disconnect()
      await daemon.end()
    }
  }
}

function busConfiguration(socket: string, serviceDirectory: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <servicedir>${serviceDirectory}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`
}
