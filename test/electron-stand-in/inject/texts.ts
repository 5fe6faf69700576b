import { createBridge, runPageWorld } from './bridge.js'
import { createCodec } from './codec.js'
import { runPreloadWorld } from './preload-world.js'

/** The world of the preload; the page cannot see into it. */
export const preloadWorld = 'stand-in-preload'
/** The function of that world that reaches the main process, and the one that the main process calls. */
export const postName = 'standInPost'
export const receiveName = 'standInReceive'

// Only the main frame has a preload: sub-frames have one in Electron only with nodeIntegrationInSubFrames.
const inMainFrame = (script: string): string => `if (window.top === window) {\n${script}\n}`
const tools = `${createBridge.toString()}, ${createCodec.toString()}`

/** For the page's own world. Must be registered before the preload's script. */
export const pageScript = inMainFrame(`(${runPageWorld.toString()})(${tools})`)

/** For the preload's world; `preload` is the text of the CommonJS file. */
export const preloadScript = (preload: string): string =>
  inMainFrame(`globalThis.${receiveName} = (${runPreloadWorld.toString()})(
  ${tools}, globalThis.${postName}, function (require, module, exports) {
${preload}
  })`)
