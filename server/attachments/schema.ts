import { z } from 'zod'
import type { Attachment } from '../../src/contract/attachment'

export const attachmentSchema = z.object({
  id: z.string(),
  width: z.number().int().describe('px'),
  height: z.number().int().describe('px'),
  size: z.number().int().describe('Bytes as it is kept.')
}) satisfies z.ZodType<Attachment>
