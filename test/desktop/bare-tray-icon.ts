import { Message, interface as dbusInterface, sessionBus } from '@particle/dbus-next'

/** The least that a panel shows: a StatusNotifierItem of one colour. For tests of the desktop itself. */
export async function showTrayIcon(
  busAddress: string,
  colour: string
): Promise<{ register(): Promise<void>; remove(): void }> {
  const size = 32
  const pixels = Buffer.alloc(size * size * 4, Buffer.from(`ff${colour}`, 'hex'))
  class Item extends dbusInterface.Interface {
    Category = 'ApplicationStatus'
    Id = 'bare'
    Title = 'bare'
    Status = 'Active'
    IconName = ''
    IconPixmap = [[size, size, pixels]]
    ItemIsMenu = false
    Menu = '/NO_DBUSMENU'
  }
  // Each its own: the options are changed by the call below.
  const text = () => ({ signature: 's', access: 'read' }) as const
  Item.configureMembers({
    properties: {
      Category: text(),
      Id: text(),
      Title: text(),
      Status: text(),
      IconName: text(),
      IconPixmap: { signature: 'a(iiay)', access: 'read' },
      ItemIsMenu: { signature: 'b', access: 'read' },
      Menu: { signature: 'o', access: 'read' }
    }
  })
  const bus = sessionBus({ busAddress })
  bus.on('error', () => undefined)
  await bus.requestName('org.example.BareTrayIcon', 0)
  bus.export('/StatusNotifierItem', new Item('org.kde.StatusNotifierItem'))
  const register = async (): Promise<void> => {
    await bus.call(
      new Message({
        destination: 'org.kde.StatusNotifierWatcher',
        path: '/StatusNotifierWatcher',
        interface: 'org.kde.StatusNotifierWatcher',
        member: 'RegisterStatusNotifierItem',
        signature: 's',
        body: ['org.example.BareTrayIcon']
      })
    )
  }
  await register()
  return { register, remove: () => bus.disconnect() }
}
