import { useCallback, useRef } from 'react';
import type { Upload } from './upload.ts';
import { UploadRow } from './upload-row.tsx';
import type { Uploads } from './use-uploads.ts';

interface UploadListProps {
  readonly uploads: Uploads;
  readonly shown?: readonly Upload[];
}

/** The files of a list, one below the other. */
export function UploadList({ uploads, shown = uploads.list }: UploadListProps) {
  // Where the focus goes when the button that had it is removed.
  const rows = useRef<HTMLUListElement>(null);
  const { remove } = uploads;
  const onRemove = useCallback(
    (id: string) => {
      remove(id);
      rows.current?.focus();
    },
    [remove],
  );
  return (
    <ul className="uploads" ref={rows} tabIndex={-1} aria-label="Uploads">
      {shown.map((upload) => (
        <UploadRow
          key={upload.id}
          upload={upload}
          onRole={uploads.setRole}
          onAgain={uploads.again}
          onRemove={onRemove}
        />
      ))}
    </ul>
  );
}
