import { useMemo } from 'react';
import { ProgressBar } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { twiceInWords } from '../uploads/images.tsx';
import type { Upload } from '../uploads/upload.ts';
import { UploadList } from '../uploads/upload-list.tsx';
import type { Uploads } from '../uploads/use-uploads.ts';

/** What has been given to this page: how far all of it is, each file, and why some were refused. */
export function UploadTray({ uploads }: { readonly uploads: Uploads }) {
  const { list } = uploads;
  const sent = list.filter(({ state }) => state !== 'refused');
  const broken = list.filter(({ state }) => state === 'broken');
  const there = sent.filter(({ state }) => state === 'there').length;
  const twice = twiceInWords(uploads.twice);
  if (list.length === 0) return <p role="status">{twice}</p>;
  const ended = there + broken.length === sent.length;
  const share = sent.length === 0 ? 1 : sent.reduce((sum, one) => sum + one.share, 0) / sent.length;
  return (
    <section className="tray" aria-label="Uploads of this page">
      <div className="tray-head">
        <p role="status">
          {ended ? endedInWords(there, list.length - there) : `Uploading, ${there} of ${sent.length} are there`}
          {twice ? `. ${twice}` : ''}
        </p>
        {broken.length > 1 ? (
          <Button onPress={() => uploads.again(...broken.map(({ id }) => id))}>Send {broken.length} again</Button>
        ) : null}
        <Button onPress={uploads.clear}>{ended ? 'Close' : 'Cancel all'}</Button>
      </div>
      {ended ? null : (
        <ProgressBar aria-label="All uploads" value={share * 100} className="progress">
          <span className="track">
            <span className="fill" style={{ inlineSize: `${share * 100}%` }} />
          </span>
        </ProgressBar>
      )}
      <Refusals uploads={uploads} />
      <UploadList uploads={uploads} shown={sent} />
    </section>
  );
}

const MOST_NAMED = 3;

/** Those with one reason together: a hundred photographs of a phone are told of once. */
function Refusals({ uploads: { list, remove } }: { readonly uploads: Uploads }) {
  const reasons = useMemo(() => {
    const found = Map.groupBy(
      list.filter(({ state }) => state === 'refused'),
      ({ reason = '' }) => reason,
    );
    return [...found];
  }, [list]);
  return (
    <div role="alert">
      <ul className="refusals">
        {reasons.map(([reason, refused]) => (
          <li key={reason}>
            <span>
              <b>{namesOf(refused)}</b> {reason}
            </span>
            <Button look="quiet" onPress={() => remove(...refused.map(({ id }) => id))}>
              Dismiss
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function namesOf(uploads: readonly Upload[]): string {
  const named = uploads.slice(0, MOST_NAMED).map(({ name }) => name);
  const more = uploads.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}:`;
}

function endedInWords(there: number, others: number): string {
  const came = there === 1 ? 'One image is there' : `${there} images are there`;
  if (others === 0) return came;
  return there === 0
    ? others === 1
      ? 'One file is not there'
      : `${others} files are not there`
    : `${came}, ${others} not`;
}
