import { FileTrigger } from 'react-aria-components';
import { Button, type ButtonProps } from '../controls/button.tsx';

const TAKEN = ['image/jpeg', 'image/png', 'image/webp'];
/** An iPhone makes JPEGs of its photographs by itself for a page that does not name HEIC; elsewhere who chooses one is told. */
const IS_IPHONE = /iPhone|iPad/.test(navigator.userAgent);
const OFFERED = IS_IPHONE ? TAKEN : [...TAKEN, 'image/heic', 'image/avif'];

interface ChooseFilesProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly look?: ButtonProps['look'];
}

/** Files of this machine or, on a phone, a photograph that is taken now. */
export function ChooseFiles({ onFiles, look = 'plain' }: ChooseFilesProps) {
  const take = (files: FileList | null) => onFiles([...(files ?? [])]);
  return (
    <span className="choose">
      <FileTrigger allowsMultiple acceptedFileTypes={OFFERED} onSelect={take}>
        <Button look={look}>Choose files</Button>
      </FileTrigger>
      <span className="camera">
        <FileTrigger acceptedFileTypes={['image/jpeg']} defaultCamera="environment" onSelect={take}>
          <Button>Take a photograph</Button>
        </FileTrigger>
      </span>
    </span>
  );
}
