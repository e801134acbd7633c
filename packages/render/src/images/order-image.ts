import type { Analysis, AssetRole } from '@proofsheet/domain';
import type { Picture } from '../templates/manifest.ts';

export interface OrderImage {
  readonly role: AssetRole;
  /** The working master that ingest made: upright, sRGB. Or its proxy, where `proxySuffices`. */
  readonly bytes: Buffer;
  readonly analysis: Analysis;
  /** The stored cut-out: exactly the part of the image that `analysis.cutout.bounds` names, at any resolution. */
  readonly cutout?: Buffer | undefined;
}

/** Which uploaded image is which picture. */
export type ImageAssignment = ReadonlyMap<Picture, OrderImage>;
