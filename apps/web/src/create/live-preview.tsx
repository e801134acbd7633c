import { ApiError, type GenerationRequest } from '@proofsheet/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { inWords, server } from '../server/client.ts';

/** After how long without a change a preview is asked for. */
const SETTLED_MS = 350;
const ANALYSIS_TRIES = 20;
const ANALYSIS_MS = 1000;

/** What would come out, small, in every shape of the order. It follows typing; nothing of it is kept. */
export function LivePreview({ request }: { readonly request: GenerationRequest | undefined }) {
  // A newer preview of this page takes the place of an older one that has not begun.
  const [editor] = useState(() => crypto.getRandomValues(new Uint32Array(4)).join('-'));
  const settled = useSettled(request);
  const { data, error, isFetching } = useQuery({
    queryKey: ['preview', settled],
    queryFn: ({ signal }) => server.previews.create({ ...(settled as GenerationRequest), editor }, { signal }),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    retry: (tries, cause) => tries < ANALYSIS_TRIES && cause instanceof ApiError && cause.code === 'asset_not_ready',
    retryDelay: ANALYSIS_MS,
  });
  if (settled === undefined) return <p className="preview-hint">A preview comes as soon as there is a headline.</p>;
  return (
    <section className="preview" aria-label="Preview" aria-busy={isFetching}>
      {error ? <p role="status">{inWords(error)}</p> : null}
      <div className="preview-row">
        {data?.outputs.map(({ format, width, height, picture }) => (
          <figure key={format} style={{ flexGrow: width / height }}>
            <img src={picture.url} alt={`Preview of ${format}`} width={picture.width} height={picture.height} />
            <figcaption>{format}</figcaption>
          </figure>
        ))}
      </div>
    </section>
  );
}

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text === undefined ? (undefined as T) : JSON.parse(text)), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
