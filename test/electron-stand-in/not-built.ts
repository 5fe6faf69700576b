/** What a program may ask of any object without meaning one of Electron's members. */
const asked = /^(then|toJSON|constructor|domain|\$\$typeof|asymmetricMatch|__esModule)$/

/** The error for a part of Electron that the stand-in lacks. */
export const notBuilt = (name: string): Error => new Error(`stand-in: ${name} is not built`)

/** The same object, but asking it for a member that it lacks throws with the member's name. */
export function strict<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, member, receiver): unknown {
      if (typeof member === 'string' && !(member in target) && !asked.test(member)) {
        throw notBuilt(`${name}.${member}`)
      }
      return Reflect.get(target, member, receiver)
    }
  })
}

/** Something that is not built at all: to have it is fine, using it throws with its name. */
export function absent(name: string): never {
  const use = (): never => {
    throw notBuilt(name)
  }
  // Never a value of any type: whatever is done with it throws.
  return new Proxy(function () {}, { get: use, apply: use, construct: use, set: use }) as never
}

/** Throws when `options` holds a name that is not in `built`. */
export function onlyBuilt(what: string, options: object, ...built: readonly string[]): void {
  const other = Object.keys(options).find((name) => !built.includes(name))
  if (other !== undefined) throw notBuilt(`${what} ${other}`)
}
