import { createBridge } from './bridge.js'
import { createCodec } from './codec.js'
import { runPreloadWorld } from './preload-world.js'
import type { PreloadSettings } from './preload-world.js'

/** The world of the preload; the page cannot see into it. */
export const preloadWorld = 'stand-in-preload'
/** The function of that world that reaches the main process, and the one that the main process calls. */
export const postName = 'standInPost'
export const receiveName = 'standInReceive'

const tools = `const createCodec = ${createCodec.toString()}\nconst createBridge = ${createBridge.toString()}`
// Only the main frame has a preload: sub-frames have one in Electron only with nodeIntegrationInSubFrames.
const inMainFrame = (script: string): string => `if (window.top === window) {\n${script}\n}`

/** For the page's own world. Must be registered before the preload's script. */
export const pageScript = inMainFrame(`${tools}\ncreateBridge('page', createCodec())`)

/** For the preload's world; `preload` is the text of the CommonJS file. */
export function preloadScript(preload: string, settings: PreloadSettings): string {
  return inMainFrame(`${tools}
const post = globalThis.${postName}
globalThis.${receiveName} = (${runPreloadWorld.toString()})(
  createCodec(), createBridge('preload', createCodec()), post, ${JSON.stringify(settings)},
  function (require, module, exports, process) {
${preload}
  })`)
}
