import { copySchema, GENERATION_KINDS } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import { analysedImages } from '../analysed-sample.ts';
import { hardContents } from './hard.ts';
import { sampleContents } from './sample-contents.ts';

test.each(GENERATION_KINDS)(
  'the words of every %s content are what a client may send, and its images are there',
  (kind) => {
    for (const { copy, list, more, scenes } of [...sampleContents(kind), ...hardContents(kind)]) {
      expect(copySchema.parse({ ...copy, ...more })).toEqual({ ...copy, ...more });
      expect(copySchema.parse({ headline: list }).headline).toBe(list);
      for (const name of scenes.flat()) expect(analysedImages.map((image) => image.name)).toContain(name);
    }
  },
);
