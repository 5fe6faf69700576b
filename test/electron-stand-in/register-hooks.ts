import module from 'node:module'

type Resolve = (
  specifier: string,
  context: unknown,
  next: (specifier: string, context: unknown) => unknown
) => unknown

/** Node 24 registers hooks in this thread; Node 20 only in another one, given as the text of a module. */
export function registerHooks(specifiers: readonly string[], url: string): void {
  const answer = { url, format: 'module', shortCircuit: true }
  // @types/node of Node 20 does not know registerHooks (added in 22.15 and 23.5).
  const { registerHooks: inThisThread } = module as { registerHooks?: (hooks: { resolve: Resolve }) => void }
  if (inThisThread !== undefined) {
    inThisThread({
      resolve: (specifier, context, next) =>
        specifiers.includes(specifier) ? answer : next(specifier, context)
    })
    return
  }
  const hooks = `const specifiers = ${JSON.stringify(specifiers)}
    export const resolve = (specifier, context, next) =>
      specifiers.includes(specifier) ? ${JSON.stringify(answer)} : next(specifier, context)`
  module.register(`data:text/javascript,${encodeURIComponent(hooks)}`)
}
