import * as z from 'zod/mini'

import { VISIO_MAX_UNITS } from './limits.ts'
import { Title } from './title.ts'

/**
 * The form is checked before an URL parser sees it: parsers forgive backslashes, blanks and a missing slash,
 * and then read another host than a person does. No `@` before the path: no credentials in a link that is
 * shown on a wall.
 */
const PLAIN_HTTPS = /^https:\/\/[^\s/?#\\@\p{Cc}]+(?:[/?#][^\s\\\p{Cc}]*)?$/iu
/** A name with a dot, or an IPv4 address: what every remote centre can reach, hence not `localhost`. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** The address of a video meeting, at any provider. */
export const VisioUrl = z
  .url({ protocol: /^https$/, hostname: HOST })
  .check(z.maxLength(VISIO_MAX_UNITS), z.regex(PLAIN_HTTPS))

/** Where remote centres see and hear each other: shown as a button and a QR code beside the wall. */
export const Visio = z.strictObject({ url: VisioUrl, label: z.optional(Title) })
export type Visio = z.infer<typeof Visio>
