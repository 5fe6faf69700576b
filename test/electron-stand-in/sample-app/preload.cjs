const { contextBridge, ipcRenderer } = require('electron')

const preloadSecret = 'only in the world of the preload'

contextBridge.exposeInMainWorld('sample', {
  pageRanFirst: 'pageRan' in globalThis,
  secretLength: preloadSecret.length,
  nested: { add: (a, b) => a + b },
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  fail: () => {
    throw new RangeError('refused at once')
  },
  mapBack: (items, each) => items.map((item) => each(item)),
  on: (channel, listener) => {
    const forward = (_event, ...args) => listener(...args)
    ipcRenderer.on(channel, forward)
    return () => ipcRenderer.removeListener(channel, forward)
  },
  tryRequire: (name) => {
    try {
      require(name)
      return 'loaded'
    } catch (error) {
      return error.message
    }
  }
})
