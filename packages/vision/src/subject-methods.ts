import type { AnalysisFinding, CutoutMethod, Face } from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import { plainGroundMask } from './cutout/plain-ground.ts';
import type { OperatorModels } from './operator-models/line.ts';
import { ModelFailure } from './operator-models/model-failure.ts';
import { VisionUnavailable } from './people/models.ts';
import { personMask } from './people/person-mask.ts';
import type { Pixels } from './planes/pixels.ts';
import { confirms } from './salient/confirms.ts';
import { edgesSeen } from './salient/edges-seen.ts';
import { findSalient } from './salient/find-salient.ts';
import { salientMask } from './salient/salient-mask.ts';

/** Who is asked what the subject is, besides the ground and the faces. */
export interface Voters extends OperatorModels {
  /** The model that comes with Proofsheet; an operator's own takes its place. */
  readonly salient: boolean;
}

/** What one method saw: a mask to be judged. From 0 to 1, all of it. */
export interface Seeing {
  readonly mask: Mask;
  readonly agreement: number;
  /** How well its edges were seen. */
  readonly edges?: number;
  /** How far it confirms a mask, its own and others'. */
  readonly confirms?: (mask: Mask) => number;
}

/** What one method gave: what it saw, the reason why that is nothing, or nothing to report. */
export type Attempt = Seeing | { readonly code: AnalysisFinding; readonly message: string } | undefined;

/** Who is asked, in this order: what costs least first. */
export function methodsOf(
  image: Pixels,
  faces: readonly Face[],
  voters: Voters,
): readonly [CutoutMethod, () => Attempt | Promise<Attempt>][] {
  return [
    ['plain-ground', () => byPlainGround(image)],
    ['person', () => byPerson(image, faces)],
    ['model', () => (voters.cutout ? byOperatorModel(image, voters) : byModel(image, voters))],
  ];
}

function byPlainGround(image: Pixels): Attempt {
  const found = plainGroundMask(image);
  return 'refused' in found ? { code: found.refused, message: found.message } : found;
}

async function byOperatorModel(image: Pixels, { cutout }: OperatorModels): Promise<Attempt> {
  try {
    return await cutout?.(image);
  } catch (error) {
    if (error instanceof ModelFailure) return { code: error.finding, message: error.message };
    throw error;
  }
}

async function byPerson(image: Pixels, faces: readonly Face[]): Promise<Attempt> {
  if (faces.length === 0) return undefined;
  try {
    return await personMask(image, faces);
  } catch (error) {
    if (error instanceof VisionUnavailable) return { code: 'vision_unavailable', message: error.message };
    throw error;
  }
}

async function byModel(image: Pixels, { salient }: Voters): Promise<Attempt> {
  if (!salient) return undefined;
  try {
    const found = await findSalient(image);
    return (
      found && {
        mask: await salientMask(image, found),
        agreement: certainty(found.agreement),
        edges: edgesSeen(found.likely),
        confirms: (mask: Mask) => confirms(found, mask),
      }
    );
  } catch (error) {
    if (error instanceof VisionUnavailable) return { code: 'vision_unavailable', message: error.message };
    throw error;
  }
}

/** From an intersection over union of several looks at one image to how sure the model is. */
function certainty(agreement: number): number {
  return Math.min(1, Math.max(0, (agreement - LOOKS.apart) / (LOOKS.alike - LOOKS.apart)));
}
const LOOKS = { apart: 0.6, alike: 0.95 };
