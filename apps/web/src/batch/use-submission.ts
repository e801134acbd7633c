import { ApiError } from '@proofsheet/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { checkBatch } from '../server/batches.ts';
import { server } from '../server/client.ts';
import { useSending } from '../server/use-sending.ts';
import { useLeadFrom } from '../shell/use-lead-from.ts';
import { type CellError, errorsAt, isProjectOver } from './cell-errors.ts';
import { type Fetching, fetchImages, findImages, namesQuery } from './find-images.ts';
import { requestOf, type Settings } from './requests.ts';
import { isEmpty, type Row } from './rows.ts';

export interface Checked {
  readonly rows: number;
  readonly outputs: number;
}

export interface SubmissionOptions {
  readonly rows: readonly Row[];
  readonly settings: Settings;
  readonly onErrors: (errors: readonly CellError[]) => void;
  readonly onMade: () => void;
}

/** Checks the rows, and makes the batch once nothing is wrong with any of them. */
export function useSubmission({ rows, settings, onErrors, onMade }: SubmissionOptions) {
  const queries = useQueryClient();
  const lead = useLeadFrom('/batch');
  const fetched = useRef(new Map<string, string>());
  const [fetching, setFetching] = useState<Fetching>();
  const [projectOver, setProjectOver] = useState<string>();
  const filled = rows.filter((row) => !isEmpty(row));

  async function requests() {
    const names = await queries.fetchQuery({ ...namesQuery, staleTime: 0 });
    const { assetIds, missing } = findImages(filled, names, fetched.current);
    const made = filled.map((row) => requestOf(row, settings, assetIds.get(row.id) ?? []));
    return { made, wrong: missing.map((one): CellError => ({ ...one, key: 'image' })) };
  }

  async function checked(): Promise<Checked | undefined> {
    const { made, wrong } = await requests();
    const { total, outputs, refused } = await checkBatch(made);
    const errors = [...wrong, ...errorsAt(refused, filled)];
    onErrors(errors);
    const isOver = isProjectOver(refused);
    setProjectOver(isOver ? settings.projectId : undefined);
    // The choice of projects says which of them are left.
    if (isOver) for (const key of ['projects', 'project']) void queries.invalidateQueries({ queryKey: [key] });
    return errors.length === 0 && !isOver ? { rows: total, outputs } : undefined;
  }

  const check = useMutation({ mutationFn: checked });
  const submit = useSending({
    mutationFn: async () => {
      if ((await checked()) === undefined) return undefined;
      const { projectId } = settings;
      const missing = await fetchImages(filled, { fetched: fetched.current, projectId, onProgress: setFetching });
      setFetching(undefined);
      if (missing.length > 0) {
        onErrors(missing.map((one) => ({ ...one, key: 'image' })));
        return undefined;
      }
      const { made } = await requests();
      return server.batches.create(made);
    },
    onSuccess: async (batch) => {
      if (batch === undefined) return;
      onMade();
      void queries.invalidateQueries({ queryKey: ['batches'] });
      await lead({ to: '/batches/$id', params: { id: batch.id } });
    },
    onError: (error) => {
      setFetching(undefined);
      if (error instanceof ApiError) onErrors(errorsOf(error, filled));
    },
  });
  return {
    ...{ filled, check, submit, fetching },
    /** The chosen project was deleted or archived meanwhile. */
    isProjectOver: projectOver !== undefined && projectOver === settings.projectId,
  };
}

/** What was right in the check and is not any more. */
function errorsOf(error: ApiError, sent: readonly Row[]): CellError[] {
  const ofRows = error.fields.filter(({ pointer }) => /^\/\d+/.test(pointer ?? ''));
  return ofRows.flatMap(({ pointer = '', detail }) =>
    errorsAt([{ row: Number(pointer.split('/')[1]), code: 'validation_failed', errors: [{ pointer, detail }] }], sent),
  );
}
