import { FINDINGS, type Finding, finding } from '@proofsheet/domain';
import { type Box, clip } from '@proofsheet/raster';
import { shareShown } from '../layout/card.ts';
import type { Layout } from '../layout/layers.ts';
import type { Placement } from '../layout/placement.ts';
import { seenBlur } from '../layout/seen-blur.ts';
import { boxesOf, percent, shareWithin } from './boxes.ts';
import { marked } from './marked.ts';

/** The margin around a face that text keeps clear of, in heights of the face. */
const FACE_MARGIN = 0.15;
/** The margin around a focus, as a share of the frame's height: about half a face. */
const FOCUS_MARGIN = 0.06;

/** A photograph whose subject was not found is taken to lose nothing of that as long as this much of it is shown. */
const LEAST_OF_UNKNOWN = 0.65;

/** What is wrong with where subjects stand, and with the words over them. */
export function subjectFindings({ layers, setting: { format, pictures } }: Layout): Finding[] {
  const findings: Finding[] = [];
  const onFocus: Box[] = [];
  const several = [...pictures.keys()].filter((picture) => picture !== 'backdrop').length > 1;
  for (const [index, layer] of layers.entries()) {
    if (layer.type !== 'image' || layer.slot === 'backdrop') continue;
    const { box, faces, focus, cutFaces, armsCut, endsInAir, looks, cutOffShare, mirrored } = layer.placement;
    const here = (found: Finding, boxes: readonly Box[] = [box]) => findings.push(marked(found, boxes, format));
    const over = layers.slice(index).flatMap((later) => (later.type === 'drawing' ? later.runs : []));
    // What its picture does not show of a face is not covered by what stands beside that.
    const coveredOf = (face: Box) => shareWithin(clip(withMargin(face), box), boxesOf(over));
    const covered = Math.max(0, ...faces.map(coveredOf));
    if (covered > 0) {
      const hit = faces.filter((face) => coveredOf(face) > 0);
      here(finding('face_covered', covered, 'Text stands on a face.', 0), hit);
    }
    onFocus.push(...boxesOf(over).filter((line) => contains(line, focus, format.height * FOCUS_MARGIN)));
    if (cutFaces > 0)
      here(
        finding('face_cut', cutFaces, 'The picture cuts through a face, or leaves one of a group out.'),
        faces.length > 0 ? faces : [box],
      );
    if (armsCut > FINDINGS.arm_cut.limit)
      here(finding('arm_cut', armsCut, 'The picture cuts off an arm that is spread or raised.'));
    if (endsInAir) here(finding('subject_cut_off', 1, 'The subject ends in the air where its image cut it off.'));
    if (layer.photo.trust < FINDINGS.cutout_damaged.limit)
      here(
        finding('cutout_damaged', layer.photo.trust, 'What is cut out may miss a part, or keep a piece of its ground.'),
      );
    const unknown = layer.photo.isUnknown ? LEAST_OF_UNKNOWN - shareShown(layer.placement.crop, layer.photo) : 0;
    if (unknown > FINDINGS.subject_cut.limit)
      here(finding('subject_cut', unknown, 'Much of a photograph is out of the picture whose subject was not found.'));
    if (cutOffShare > FINDINGS.subject_cut.limit)
      here(finding('subject_cut', cutOffShare, `${percent(cutOffShare)} of the subject is out of the picture.`));
    const blurred = seenBlur(layer.photo, layer.placement);
    if (blurred > FINDINGS.ground_blurred.limit)
      here(
        finding(
          'ground_blurred',
          blurred,
          `${percent(blurred)} of a place is a blur where its photograph shows nothing.`,
        ),
      );
    if (mirrored > FINDINGS.ground_mirrored.limit)
      here(finding('ground_mirrored', mirrored, 'Things at the edge of a photograph dissolve into a blur beyond it.'));
    const frame = { x: 0, y: 0, width: format.width, height: format.height };
    const leadRoom = leadRoomOf(layer.placement, several ? layer.placement.box : frame);
    if (looks !== undefined && leadRoom < FINDINGS.subject_looks_away.limit)
      here(finding('subject_looks_away', leadRoom, 'The subject looks out of the picture.'), faces.slice(0, 1));
  }
  if (onFocus.length > 0) {
    const found = finding('text_on_focus', onFocus.length, 'Text stands on what the eye looks for.');
    findings.push(marked(found, onFocus, format));
  }
  return findings;
}

/** The share of the width before a face that looks to a side: of the frame's, or with several subjects of its box's. */
function leadRoomOf({ looks, faces: [face] }: Placement, { x, width }: Box): number {
  if (!face) return 1;
  const middle = (face.x + face.width / 2 - x) / width;
  return looks === 'left' ? middle : 1 - middle;
}

function withMargin({ x, y, width, height }: Box): Box {
  const margin = height * FACE_MARGIN;
  return { x: x - margin, y: y - margin, width: width + margin * 2, height: height + margin * 2 };
}

function contains(box: Box, { x, y }: { x: number; y: number }, margin: number): boolean {
  const across = x >= box.x - margin && x <= box.x + box.width + margin;
  return across && y >= box.y - margin && y <= box.y + box.height + margin;
}
