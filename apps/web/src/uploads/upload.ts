import type { AssetRole } from '@proofsheet/client';
import type { UppyFile } from '@uppy/core';

/** Where it was given: to the order that is being written, to all images, or to those of a project. */
export type UploadList = 'order' | 'images' | ProjectUploads;
type ProjectUploads = `projects/${string}`;

export function uploadsOf(projectId: string): ProjectUploads {
  return `projects/${projectId}`;
}

/** The project that what is given there belongs to. */
export function projectOf(list: UploadList): string | undefined {
  return list.startsWith('projects/') ? list.slice('projects/'.length) : undefined;
}

/** A file on its way, or an image that is there. */
export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly list: UploadList;
  /** Where it is shown from: the file on this machine, at once. */
  readonly address: string;
  readonly role: AssetRole;
  /** Whether somebody has chosen the role. */
  readonly said: boolean;
  /** `broken`: it did not arrive, and may be sent again. `refused`: sending it again is of no use. */
  readonly state: 'coming' | 'there' | 'broken' | 'refused';
  /** 0 to 1. */
  readonly share: number;
  readonly assetId?: string;
  /** Why it was refused or is not there, and what to do. */
  readonly reason?: string;
  /** In the order in which they were given. */
  readonly place: number;
}

/** What is kept of an upload beside its file. */
export type Kept = Pick<Upload, 'list' | 'address' | 'role' | 'said' | 'place' | 'assetId'> & {
  [name: string]: unknown;
};

type SentFile = UppyFile<Kept, Record<string, never>>;

/** A file that changes is another object: of those that do not, the page draws nothing anew. */
const known = new WeakMap<SentFile, Upload>();

export function uploadOf(file: SentFile): Upload {
  const upload = known.get(file) ?? readUpload(file);
  known.set(file, upload);
  return upload;
}

function readUpload({ id, name, error, progress, meta }: SentFile): Upload {
  const { list, address, role, said, place, assetId } = meta;
  const given = { id, name, list, address, role, said, place };
  if (assetId !== undefined) return { ...given, state: 'there', share: 1, assetId };
  if (error) return { ...given, state: 'broken', share: 0, reason: error };
  const { bytesUploaded, bytesTotal } = progress;
  return { ...given, state: 'coming', share: bytesTotal ? Math.min(1, (bytesUploaded || 0) / bytesTotal) : 0 };
}
