import { readFile } from 'node:fs/promises';
import { assetRoleSchema, type GenerationRequest, generationRequestSchema } from '@proofsheet/domain';
import { z } from 'zod';

/** A file of the folder of photographs, and what it is in the order: `chair.jpg:PRODUCT`. */
const photoSchema = z
  .string()
  .regex(/^[^:]+:[A-Z]+$/, 'must be a file and its role, such as chair.jpg:PRODUCT')
  .transform((text) => {
    const [file = '', role] = text.split(':');
    return { file, role: assetRoleSchema.parse(role) };
  });

const orderSchema = z.object({
  /** Names the order; verdicts refer to it. */
  tag: z.string().regex(/^[\w.-]+$/),
  photos: z.array(photoSchema),
  /** As clients submit it to `POST /v1/generations`, without assets. */
  request: generationRequestSchema,
});

export interface Order {
  readonly tag: string;
  readonly photos: z.infer<typeof photoSchema>[];
  readonly request: GenerationRequest;
}

/** The orders of a file with one a line. Throws an error that names the line. */
export async function readOrders(file: string): Promise<Order[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').map((text, index) => ({ text, number: index + 1 }));
  return lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, number }) => {
      try {
        return orderSchema.parse(JSON.parse(text));
      } catch (error) {
        const told = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
        throw new Error(`${file}, line ${number}: ${told}`, { cause: error });
      }
    });
}
