import { type AspectClass, FINDINGS, type Finding, type Format, finding } from '@proofsheet/domain';
import { type Box, clip } from '@proofsheet/raster';
import type { ImageLayer, Layout } from '../layout/layers.ts';
import { percent, shareWithin } from './boxes.ts';
import { picturesOf, reachOf } from './seen-subject.ts';

/** The least that pictures take of a class's frame. In strips words need nearly all the room. */
const LEAST_ROOM: Partial<Record<AspectClass, number>> = { strip: 0.05 };

/** What is wrong with the room that pictures take: too little of the frame, or a field that they do not fill. */
export function roomFindings(layout: Layout): Finding[] {
  const { shown, least } = shownRoom(layout);
  if (shown === undefined) return [];
  const findings: Finding[] = [];
  if (shown < least)
    findings.push(finding('subject_small', shown, `The pictures take ${percent(shown)} of the room.`, least));
  const empty = Math.max(...picturesOf(layout).map(({ placement }) => placement.empty));
  if (empty > FINDINGS.field_empty.limit)
    findings.push(finding('field_empty', empty, `${percent(empty)} of a picture's field is empty.`));
  const bare = bareGround(layout);
  if (bare > MOST_BARE)
    findings.push(
      finding(
        'field_empty',
        bare,
        `${percent(bare)} of a place is ground beyond one side of its photograph.`,
        MOST_BARE,
      ),
    );
  const reach = reachOf(layout);
  if (reach !== undefined && reach < leastReach(layout.setting.format))
    findings.push(finding('subject_distant', reach, `The subject reaches over ${percent(reach)} of the picture.`));
  return findings;
}

/**
 * The share of a picture that may lie beyond one side of its photograph: more is a void beside its subject. An ad has a
 * product on a ground that goes on unseen wherever it likes.
 */
const MOST_BARE = 0.34;
/** From this share of it on, words fill what lies beyond a photograph. */
const FILLED_BY_WORDS = 0.12;

/** The share of a picture that is continued ground on one side of its photograph, with no words on it. */
export function bareGround(layout: Layout): number {
  const isVoid = ({ placement }: ImageLayer) =>
    layout.setting.format.kind === 'THUMBNAIL' || placement.behind > MOST_BARE;
  const runs = layout.layers.flatMap((layer) => (layer.type === 'drawing' ? layer.runs.map(({ box }) => box) : []));
  const bare = picturesOf(layout)
    .filter((picture) => picture.placement.beyond > MOST_BARE && isVoid(picture))
    .filter((picture) => shareWithin(barePart(picture), runs) < FILLED_BY_WORDS);
  return Math.max(0, ...bare.map(({ placement }) => placement.beyond));
}

/** Where the frame shows what lies beyond that side. */
function barePart({ photo, placement: { box, crop, beyond } }: ImageLayer): Box {
  const [width, height] = [box.width * beyond, box.height * beyond];
  const is = (share: number) => Math.abs(share - beyond) < 1e-6;
  if (is(-crop.x / crop.width)) return { ...box, width };
  if (is((crop.x + crop.width - photo.width) / crop.width)) return { ...box, x: box.x + box.width - width, width };
  if (is(-crop.y / crop.height)) return { ...box, height };
  return { ...box, y: box.y + box.height - height, height };
}

/** A thumbnail may be about its words, and in a strip they need nearly all the room. */
function leastReach({ kind, aspect }: Format): number {
  return kind === 'AD' && aspect !== 'strip' ? FINDINGS.subject_distant.limit : 0;
}

/** The share of the frame that pictures of subjects take together; undefined without any. */
export function shownRoom(layout: Layout): { shown: number | undefined; least: number } {
  const { format } = layout.setting;
  const pictures = picturesOf(layout);
  const least = LEAST_ROOM[format.aspect] ?? FINDINGS.subject_small.limit;
  const shown = pictures.reduce((sum, picture) => sum + shareOfFrame(picture, format), 0);
  return { shown: pictures.length > 0 ? shown : undefined, least };
}

function shareOfFrame({ placement }: ImageLayer, { width, height }: { width: number; height: number }): number {
  const seen = clip(placement.box, { x: 0, y: 0, width, height });
  return (seen.width * seen.height) / (width * height);
}
