import { z } from 'zod'

/** Nobody writes to what crossed the bridge, nor to anything in it. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T
/** What a schema describes, as a type: each shape is written once, as its schema. */
export type Shape<S extends z.ZodType> = Frozen<z.output<S>>

export const tokenId = z.string().min(1).max(100)
/** ISO 8601, UTC. */
export const instant = z.iso.datetime()
