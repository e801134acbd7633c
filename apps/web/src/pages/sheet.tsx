import type { GenerationWithOutputs } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ProgressBar } from 'react-aria-components';
import { Failure } from '../controls/failure.tsx';
import { Reviews } from '../reviews/reviews.tsx';
import { isGone } from '../server/client.ts';
import { generationQuery, hasEnded, KIND_NAMES } from '../server/generations.ts';
import { Actions } from '../sheet/actions.tsx';
import { Failed } from '../sheet/failed.tsx';
import { Views } from '../sheet/views.tsx';
import { Later } from '../shell/later.tsx';
import '../styles/sheet-views.css';
import { NothingHere } from './not-found.tsx';

/** The proof sheet of one generation: its variants side by side, filling in as they are made. */
export function SheetPage() {
  const { id } = useParams({ from: '/signed-in/sheets/$id' });
  const { data: generation, error, refetch } = useQuery(generationQuery(id));
  // Also when it is deleted while it is open.
  if (isGone(error)) return <NothingHere />;
  if (error && !generation) return <Failure error={error} again={refetch} />;
  if (!generation) return <div className="quiet" role="status" aria-label="Loading" />;
  const { headline } = generation.spec.copy;
  return (
    <>
      <title>{`${plain(headline)} · Proofsheet`}</title>
      <div className="head">
        <div>
          <p className="over">
            <Link to="/">Pictures</Link> / {KIND_NAMES[generation.kind]}
          </p>
          <h1 dir="auto">{plain(headline)}</h1>
        </div>
        <Actions generation={generation} />
      </div>
      <Progress generation={generation} />
      <Later key={id}>
        <Views generation={generation} />
        <Later>
          <Reviews generation={generation} />
        </Later>
      </Later>
    </>
  );
}

function Progress({ generation }: { readonly generation: GenerationWithOutputs }) {
  const { status, progress } = generation;
  if (status === 'FAILED' || status === 'CANCELLED') return <Failed generation={generation} />;
  if (hasEnded(generation)) return null;
  return (
    <ProgressBar className="progress" value={progress.done} maxValue={progress.total}>
      {({ percentage = 0 }) => (
        <>
          <span>
            {progress.done > 0
              ? `${progress.done} of ${progress.total} pictures are ready`
              : status === 'PENDING'
                ? 'In the queue …'
                : 'The first picture is being made …'}
          </span>
          <span className="track">
            <span className="fill" style={{ width: `${percentage}%` }} />
          </span>
        </>
      )}
    </ProgressBar>
  );
}

/** Without the stars that mark what is emphasised. */
function plain(text: string): string {
  return text.replaceAll('**', '');
}
