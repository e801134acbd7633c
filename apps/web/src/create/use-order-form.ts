import { ApiError, type Formats, type GenerationRequest, type Project } from '@proofsheet/client';
import { LIMITS } from '@proofsheet/domain/limits';
import { useState } from 'react';
import { server } from '../server/client.ts';
import { useSending } from '../server/use-sending.ts';
import { useLeadFrom } from '../shell/use-lead-from.ts';
import { type Uploads, useUploads } from '../uploads/use-uploads.ts';
import { type Draft, useDraft } from './draft.ts';
import { chosenOf, shapeOf } from './formats/choices.ts';
import { isOverLimit } from './over-limit.ts';
import { problemsOf, type Wrong } from './problems.ts';
import { requestOf } from './request.ts';
import { useLivePreview } from './use-live-preview.ts';
import { beginnings, isGiven, type Words } from './words.ts';

/** The order that is being written: what it says, what is wrong with it, what it would look like, and sending it. */
export function useOrderForm(catalogue: Formats | undefined, projects: readonly Project[] | undefined) {
  const { draft, change: keep, begin, end } = useDraft();
  const uploads = useUploads('order');
  const lead = useLeadFrom('/create');
  const [tries, setTries] = useState(0);
  const wasTried = tries > 0;
  const { kind, words } = draft;
  const choices = catalogue ? chosenOf(catalogue, kind, draft.formats[kind]) : [];
  const ofProject = projects?.find(({ id }) => id === draft.projectId)?.brand ?? {};
  const request = requestOf(draft, { assets: uploads.ready, formats: choices, ofProject });
  const canPreview = isGiven(words.headline) && choices.length > 0;
  const preview = useLivePreview(canPreview ? previewed(request) : undefined, isOverLimit(words));

  const order = useSending({
    mutationFn: async () => {
      try {
        const { id } = await server.generations.create(request);
        return { id, ordered: draft };
      } catch (error) {
        throw (await withoutDeleted(error, uploads)) ?? error;
      }
    },
    onSuccess: async ({ id, ordered }) => {
      await lead({ to: '/sheets/$id', params: { id } });
      if (end(ordered)) uploads.clear();
    },
  });
  const change = (changed: Partial<Draft>) => {
    // What was wrong with the order before may be right now.
    if (order.error) order.reset();
    keep(changed);
  };
  const undone = hindrances(draft, choices.length);
  const problems = new Map([
    ...problemsOf(preview.error),
    ...problemsOf(order.error),
    ...(wasTried ? undone : new Map<string, string>()),
  ]);
  const wrong: Wrong = (...pointers) => pointers.map((pointer) => problems.get(pointer)).find(Boolean);

  return {
    ...{ draft, change, begin, uploads, request, preview, order, problems, wrong },
    ...{ choices, ofProject },
    shapes: catalogue ? choices.flatMap((choice) => shapeOf(catalogue, choice) ?? []) : [],
    say: (said: Partial<Words>) => change({ words: { ...words, ...said } }),
    hindrance: wasTried ? [...undone.values()][0] : undefined,
    /** How often it was sent, or could not be. */
    tries,
    isWaiting: uploads.list.some(({ state }) => state === 'coming'),
    /** Where something is missing that only this page knows of, it is told instead. */
    send() {
      setTries(tries + 1);
      if (undone.size === 0) order.mutate();
    },
  };
}

/** Who is told the id of an image does not know which one it is: the form shows it, and says what it does about it. */
async function withoutDeleted(error: unknown, { leaveOutDeleted }: Pick<Uploads, 'leaveOutDeleted'>) {
  if (!(error instanceof ApiError) || error.code !== 'unknown_asset') return undefined;
  const gone = await leaveOutDeleted().catch(() => []);
  if (gone.length === 0) return undefined;
  const [has, is] = gone.length === 1 ? ['has', 'is'] : ['have', 'are'];
  return new Error(`${gone.join(', ')} ${has} been deleted since, and ${is} left out now. Send it again without.`);
}

/** What has to be done before an order can be sent, by the field that it concerns. */
function hindrances({ kind, words, variants }: Draft, formats: number): ReadonlyMap<string, string> {
  return new Map([
    ...(isGiven(words.headline) ? [] : [['/copy/headline', 'Write a headline first.'] as const]),
    ...beginnings(words, kind),
    ...(formats === 0 ? [['/formats', 'Choose at least one format.'] as const] : []),
    ...(formats * variants > LIMITS.outputs
      ? [['/formats', `At most ${LIMITS.outputs} pictures are made at once: choose fewer formats or proofs.`] as const]
      : []),
  ]);
}

/** The part of an order that a preview shows, so that it is drawn anew only where it would be another one. */
function previewed(request: GenerationRequest): GenerationRequest {
  const { variants: _, mediaType: __, strict: ___, formats = [], ...shown } = request;
  return { ...shown, formats: formats.slice(0, LIMITS.previewFormats) };
}
