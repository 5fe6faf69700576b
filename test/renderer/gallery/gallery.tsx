import { createDOMRenderer, RendererProvider } from '@fluentui/react-components'
import { createRoot } from 'react-dom/client'
import { App } from '../../../renderer/app.js'
import { createMirror } from '../../../renderer/use-app-state.js'
import '../../../renderer/page.css'
import { createWorld } from './worlds.js'

/* The real page over a fake bridge, for looking at: `?world=many&with=cut,git-none&theme=dark`. */

const query = new URLSearchParams(location.search)
const world = createWorld(query.get('world') ?? 'empty', (query.get('with') ?? '').split(','))
const theme = query.get('theme')
if (theme === 'light' || theme === 'dark' || theme === 'high-contrast') world.push({ settings: { theme } })
Object.assign(window, { tokenTray: world.bridge })

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
const root = document.getElementById('page')
if (root === null) throw new Error('index.html has no #page')
createRoot(root).render(
  <RendererProvider renderer={createDOMRenderer(document, { styleElementAttributes: { nonce } })}>
    <App mirror={createMirror()} />
  </RendererProvider>
)
