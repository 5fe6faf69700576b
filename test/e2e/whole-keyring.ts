import { inspect } from 'node:util'
import dbus, { type ClientInterface } from '@particle/dbus-next'

type Calls<T> = ClientInterface & T
interface SecretService {
  SearchItems(attributes: Record<string, string>): Promise<[unlocked: string[], locked: string[]]>
}
interface Properties {
  GetAll(name: string): Promise<Record<string, unknown>>
}

/** Every entry of a desktop's keyring, whoever made it: path, label, attributes and times, as one sorted text. */
export async function wholeKeyring(busAddress: string): Promise<string> {
  const bus = dbus.sessionBus({ busAddress })
  try {
    const name = 'org.freedesktop.secrets'
    const secrets = await bus.getProxyObject(name, '/org/freedesktop/secrets')
    const service = secrets.getInterface('org.freedesktop.Secret.Service') as Calls<SecretService>
    const entries = (await service.SearchItems({})).flat().map(async (place) => {
      const item = await bus.getProxyObject(name, place)
      const properties = item.getInterface('org.freedesktop.DBus.Properties') as Calls<Properties>
      const facts = await properties.GetAll('org.freedesktop.Secret.Item')
      return `${place} ${inspect(facts, { depth: null, sorted: true, breakLength: Infinity })}`
    })
    return (await Promise.all(entries)).sort().join('\n')
  } finally {
    bus.disconnect()
  }
}
