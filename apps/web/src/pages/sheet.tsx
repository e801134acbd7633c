import type { GenerationRequest, GenerationWithOutputs } from '@proofsheet/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ProgressBar } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Failure } from '../controls/failure.tsx';
import { inWords, isGone, server } from '../server/client.ts';
import { archiveOf, generationQuery, hasEnded, KIND_NAMES } from '../server/generations.ts';
import { Proofs } from '../sheet/proofs.tsx';
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
      <Proofs generation={generation} />
    </>
  );
}

function Progress({ generation }: { readonly generation: GenerationWithOutputs }) {
  const { status, progress, error } = generation;
  if (status === 'FAILED' || status === 'CANCELLED')
    return (
      <p role="alert" className="failure" dir="auto">
        {error?.message ?? 'It was cancelled before its pictures were made.'}
      </p>
    );
  if (hasEnded(generation)) return null;
  return (
    <ProgressBar className="progress" value={progress.done} maxValue={progress.total}>
      {({ percentage = 0 }) => (
        <>
          <span>
            {progress.done === 0 ? 'In the queue …' : `${progress.done} of ${progress.total} pictures are ready`}
          </span>
          <span className="track">
            <span className="fill" style={{ width: `${percentage}%` }} />
          </span>
        </>
      )}
    </ProgressBar>
  );
}

function Actions({ generation }: { readonly generation: GenerationWithOutputs }) {
  const { id, outputs } = generation;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const refreshed = () => queries.invalidateQueries({ queryKey: ['generation', id] });
  const cancel = useMutation({ mutationFn: () => server.generations.cancel(id), onSuccess: refreshed });
  const retry = useMutation({ mutationFn: () => server.generations.retry(id), onSuccess: refreshed });
  const again = useMutation({
    mutationFn: () => server.generations.create(requestFrom(generation)),
    onSuccess: ({ id: made }) => navigate({ to: '/sheets/$id', params: { id: made } }),
  });
  const failed = cancel.error ?? retry.error ?? again.error;
  const ended = hasEnded(generation);
  return (
    <div className="actions">
      {failed ? <p role="alert">{inWords(failed)}</p> : null}
      {ended ? null : (
        <Button onPress={() => cancel.mutate()} isBusy={cancel.isPending}>
          Cancel
        </Button>
      )}
      {generation.status === 'FAILED' || generation.missing.length > 0 ? (
        <Button onPress={() => retry.mutate()} isBusy={retry.isPending}>
          Try again
        </Button>
      ) : null}
      {ended && outputs.length > 0 ? (
        <>
          <Button onPress={() => again.mutate()} isBusy={again.isPending}>
            Other proofs
          </Button>
          <a className="button main" href={archiveOf(id)} download>
            Download all
          </a>
        </>
      ) : null}
    </div>
  );
}

/** The same order with another seed. */
function requestFrom({ kind, projectId, spec, assets }: GenerationWithOutputs): GenerationRequest {
  const { copy, brand, formats, variants, mediaType } = spec;
  return {
    ...{ kind, copy, brand, formats, variants, mediaType },
    ...(projectId === null ? {} : { projectId }),
    assets: assets.map(({ assetId, role }) => ({ assetId, role })),
  };
}

/** Without the stars that mark what is emphasised. */
function plain(text: string): string {
  return text.replaceAll('**', '');
}
