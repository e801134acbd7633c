import type { GenerationKind } from '@proofsheet/domain';
import { adContents } from './ads.ts';
import type { SampleContent } from './sample-content.ts';
import { thumbnailContents } from './thumbnails.ts';

/** What a designer switches between, and what the golden pictures show. */
export function sampleContents(kind: GenerationKind): readonly SampleContent[] {
  return kind === 'THUMBNAIL' ? thumbnailContents() : adContents();
}
