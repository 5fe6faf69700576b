import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { callChannel, eventChannel } from './shared/ipc-channels.js'

/*
 * SECURITY: two channels and no logic. The page gets neither ipcRenderer nor the event object; what a call may
 * carry is decided by main (app/ipc-router.ts). The types are those of `TokenTrayBridge`.
 */
contextBridge.exposeInMainWorld('tokenTray', {
  invoke: (call: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke(callChannel, call, input),
  on: (event: unknown, listener: (value: unknown) => void): (() => void) => {
    const forward = (_event: IpcRendererEvent, name: unknown, value: unknown): void => {
      if (name === event) listener(value)
    }
    ipcRenderer.on(eventChannel, forward)
    return () => ipcRenderer.removeListener(eventChannel, forward)
  }
})
