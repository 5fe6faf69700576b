import { z } from 'zod'
import { instant, type Shape } from './shape.js'

/** A create that was begun and of which it is not known that its token came to us. */
export const openCreate = z.object({
  id: z.string().min(1),
  organization: z.string().min(1),
  name: z.string(),
  startedAt: instant
})
export type OpenCreate = Shape<typeof openCreate>
