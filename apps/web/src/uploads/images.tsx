import { DropZone, Text } from 'react-aria-components';
import '../styles/uploads.css';
import { ChooseFiles } from './choose-files.tsx';
import { UploadList } from './upload-list.tsx';
import { usePastedFiles } from './use-pasted-files.ts';
import type { Uploads } from './use-uploads.ts';

/** Images are dropped, pasted or chosen here; each has a role that is easily changed. */
export function Images({ uploads }: { readonly uploads: Uploads }) {
  usePastedFiles(uploads.add);
  return (
    <section className="images" aria-label="Images">
      <DropZone
        className="drop"
        // Whatever it is: what is refused is told why.
        getDropOperation={() => 'copy'}
        onDrop={({ items }) => void uploads.drop(items)}
      >
        <Text slot="label">Drop or paste photographs, products and logos</Text>
        <ChooseFiles onFiles={uploads.add} />
      </DropZone>
      <p role="status" className="twice">
        {twiceInWords(uploads.twice)}
      </p>
      <UploadList uploads={uploads} />
    </section>
  );
}

export function twiceInWords(count: number): string | null {
  if (count === 0) return null;
  return count === 1 ? 'One file is in the list already.' : `${count} files are in the list already.`;
}
