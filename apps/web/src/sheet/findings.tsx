import type { Finding, GenerationWithOutputs } from '@proofsheet/client';
import { useRouter } from '@tanstack/react-router';
import { Button } from '../controls/button.tsx';
import { inPlainWords, REMEDY_NAMES, type Remedy, remedyOf } from './finding-words.ts';
import { useOrder } from './use-order.ts';

export interface FindingsProps {
  readonly generation: GenerationWithOutputs;
  readonly findings: readonly Finding[];
  /** The finding that is pointed at, here or on the picture. */
  readonly pointed: number | undefined;
  readonly onPoint: (finding: number | undefined) => void;
}

/** What was found in a picture, each with what can be done about it. Who points at one sees where it is. */
export function Findings({ generation, findings, pointed, onPoint }: FindingsProps) {
  if (findings.length === 0) return null;
  return (
    <ul className="findings" aria-label="Findings">
      {findings.map((finding, place) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes.
          key={place}
          className={pointed === place ? `${finding.severity} pointed` : finding.severity}
          onPointerEnter={() => onPoint(place)}
          onPointerLeave={() => onPoint(undefined)}
          onFocus={() => onPoint(place)}
          onBlur={() => onPoint(undefined)}
        >
          <span title={finding.message}>
            {finding.boxes ? <span className="finding-number">{place + 1}</span> : null}
            {inPlainWords(finding)}
          </span>
          <RemedyButton generation={generation} finding={finding} />
        </li>
      ))}
    </ul>
  );
}

function RemedyButton({ generation, finding }: Pick<FindingsProps, 'generation'> & { readonly finding: Finding }) {
  const router = useRouter();
  const order = useOrder(generation);
  const remedy = remedyOf(finding);
  if (!remedy) return null;
  const path = pathOf(remedy, generation);
  return (
    <Button
      look="quiet"
      isBusy={order.isPending}
      onPress={() => (path ? router.history.push(path) : order.mutate({ anyTemplate: true }))}
    >
      {REMEDY_NAMES[remedy]}
    </Button>
  );
}

/** Where a remedy is taken; none where it is another order at once. */
function pathOf(remedy: Remedy, { id, assets }: GenerationWithOutputs): string | undefined {
  if (remedy === 'template') return undefined;
  const image = assets.find(({ role }) => role !== 'LOGO');
  if ((remedy === 'focus' || remedy === 'cutout') && image) return `/images/${image.assetId}`;
  return `/create?from=${id}${remedy === 'words' ? '#headline' : ''}`;
}
