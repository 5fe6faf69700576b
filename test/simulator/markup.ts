/** HTML that is already safe to be placed in HTML. */
export interface Markup {
  readonly html: string
}

type Part = Markup | readonly Markup[] | string | number | null

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

function render(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string' || typeof part === 'number')
    return String(part).replace(/[&<>"']/g, (character) => escapes[character] ?? '')
  return 'html' in part ? part.html : part.map((one) => one.html).join('')
}

/** HTML from a template: every value that is not markup itself is escaped; null is nothing. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { html: strings.map((text, at) => text + render(parts[at] ?? null)).join('') }
}

const style = `
:root { color-scheme: light dark; --ink: #201f1e; --quiet: #605e5c; --sheet: #fff; --line: #8a8886; --accent: #0067b8 }
@media (prefers-color-scheme: dark) { :root { --ink: #f3f2f1; --quiet: #c8c6c4; --sheet: #252423; --accent: #6cb8f6 } }
[hidden] { display: none !important } body { margin: 0; font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--sheet) }
aside { padding: .4rem; text-align: center; border-bottom: 1px solid var(--line) } aside, .quiet { color: var(--quiet) }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere } main.narrow { max-width: 26rem } ul { list-style: none; padding: 0 }
button, input, select { font: inherit; padding: .35rem .8rem; border: 1px solid var(--line); color: inherit; background: var(--sheet) } button { cursor: pointer }
.first, :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px } .account { width: 100%; text-align: left }
.foot { display: flex; justify-content: flex-end; gap: .5rem; margin-top: 1.5rem } .field { display: block; margin: .8rem 0 } .field input, .field select { display: block; width: 100%; box-sizing: border-box }
table { width: 100%; border-collapse: collapse; margin-top: 1rem } th, td { text-align: left; padding: .5rem; border-bottom: 1px solid var(--line) }
dialog { width: 35rem; max-height: 92vh; border: 1px solid var(--line); color: var(--ink); background: var(--sheet) } fieldset { border: 0; padding: .4rem 0 } fieldset label { margin-right: 1.2rem }
.notice { border: 1px solid var(--accent); padding: .5rem 1rem; margin: 1rem 0 }
`

/** A whole page. Every one says that it is practice, so that no picture of it can be taken for the service. */
export const page = (title: string, body: Markup): string =>
  `<!doctype html>${
    markup`<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><style>${{ html: style }}</style></head>
<body><aside aria-label="Notice">Practice organization: nothing here leaves this computer</aside>${body}</body></html>`
      .html
  }`
