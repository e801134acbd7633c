import { type AspectClass, FINDINGS, type Finding, finding } from '@proofsheet/domain';
import { clip } from '@proofsheet/raster';
import type { ImageLayer, Layout } from '../layout/layers.ts';

/** The least that pictures take of a class's frame. In strips words need nearly all the room. */
const LEAST_ROOM: Partial<Record<AspectClass, number>> = { strip: 0.05 };

/** What is wrong with the room that pictures take: too little of the frame, or a field that they do not fill. */
export function roomFindings({ layers, setting: { format } }: Layout): Finding[] {
  const shown = layers.flatMap((layer) => (layer.type === 'image' && layer.slot !== 'backdrop' ? [layer] : []));
  if (shown.length === 0) return [];
  const findings: Finding[] = [];
  const least = LEAST_ROOM[format.aspect] ?? FINDINGS.subject_small.limit;
  const room = shown.reduce((sum, layer) => sum + shareOfFrame(layer, format), 0);
  if (room < least)
    findings.push(finding('subject_small', room, `The pictures take ${percent(room)} of the room.`, least));
  const empty = Math.max(...shown.map(({ placement }) => placement.empty));
  if (empty > FINDINGS.field_empty.limit)
    findings.push(finding('field_empty', empty, `${percent(empty)} of a picture's field is empty.`));
  return findings;
}

function shareOfFrame({ placement }: ImageLayer, { width, height }: { width: number; height: number }): number {
  const seen = clip(placement.box, { x: 0, y: 0, width, height });
  return (seen.width * seen.height) / (width * height);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
