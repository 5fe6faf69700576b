// The baseline: the least Node program that registers a tray item, with the same D-Bus library.
import dbus from '@particle/dbus-next'

const { Interface, ACCESS_READ } = dbus.interface

class Item extends Interface {
  Category = 'ApplicationStatus'
  Id = 'bare'
  Title = 'bare'
  Status = 'Active'
  IconName = 'applications-system'
  ItemIsMenu = false
}
Item.configureMembers({
  properties: {
    Category: { signature: 's', access: ACCESS_READ },
    Id: { signature: 's', access: ACCESS_READ },
    Title: { signature: 's', access: ACCESS_READ },
    Status: { signature: 's', access: ACCESS_READ },
    IconName: { signature: 's', access: ACCESS_READ },
    ItemIsMenu: { signature: 'b', access: ACCESS_READ }
  }
})

const bus = dbus.sessionBus()
const name = `org.kde.StatusNotifierItem-${process.pid}-1`
await bus.requestName(name, 0)
bus.export('/StatusNotifierItem', new Item('org.kde.StatusNotifierItem'))
const watcher = await bus.getProxyObject('org.kde.StatusNotifierWatcher', '/StatusNotifierWatcher')
await watcher.getInterface('org.kde.StatusNotifierWatcher').RegisterStatusNotifierItem(name)
